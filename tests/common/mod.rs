//! What the annotated drafts are read and scored by.

pub mod drafts;
pub mod score;
