//! What the modules shared with the library know as the crate's `finding`.

#[path = "../src/finding/category.rs"]
mod category;
#[path = "../src/finding/feature.rs"]
mod feature;

pub(crate) use category::{Category, Role, Severity};
pub(crate) use feature::{Feature, Model};
