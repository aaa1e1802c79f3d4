//! What the findings give away together, the [`Policy`], and the [`Verdict`].

mod answered;
mod combination;
mod consent;
mod law;
mod own;
mod parts;
mod people;
mod places;
mod policy;
mod read;
mod reason;
mod shares;
mod table;
mod terms;
mod verdict;

use serde::{Deserialize, Serialize};

pub(crate) use answered::{Answered, is_fact};
pub(crate) use consent::Cover;
pub(crate) use parts::Parts;
pub(crate) use people::condition_phrase;
pub(crate) use places::region_of;
pub(crate) use policy::Limits;
pub use policy::Policy;
pub(crate) use read::{Seen, ages, part_of};
pub use reason::{Factor, Reason, Reidentification};
pub(crate) use table::{one_of, words};
pub(crate) use terms::{RiskWeights, View, is_name, is_over_89};
pub(crate) use verdict::{Case, Judgement, decide};

/// What to do with the draft; ordered from harmless to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing about an identifiable patient.
    Allow,
    /// A person has to look.
    Review,
    /// Publishing it as written discloses a patient.
    Block,
}
