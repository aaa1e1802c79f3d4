//! Role and evidence: who is this about, and is it what it looks like?
