//! Runs the rules over a document: gate, exact match, validators; emits candidates.
