//! What the modules shared with the library know as the crate's `finding`.

#[path = "../src/finding/category.rs"]
mod category;
#[path = "../src/finding/cell.rs"]
#[allow(dead_code)]
mod cell;
#[path = "../src/finding/cue.rs"]
#[allow(dead_code)]
mod cue;
#[path = "../src/finding/feature.rs"]
mod feature;
#[path = "../src/finding/model.rs"]
mod model;
#[path = "../src/finding/numbering.rs"]
mod numbering;
#[path = "../src/finding/vector.rs"]
#[allow(dead_code)]
mod vector;

pub(crate) use category::{Category, Role, Severity};
pub(crate) use feature::Feature;
pub(crate) use model::Model;
