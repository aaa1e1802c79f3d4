//! Many drafts.
