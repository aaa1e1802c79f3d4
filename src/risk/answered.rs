//! What a reply adds to the review it answers.
//!
//! A reviewer may tell of themselves whatever they like; the house may not. So a reply is read beside
//! the review and the display name it answers: a name that stands in neither resolves a pseudonym,
//! and a date, a place or a detail that the review does not mention is the house's own disclosure.
//! What the reply merely repeats still confirms it, and is judged as any finding is.

use crate::draft::Draft;
use crate::finding::{Category, Finding};

use super::terms::is_name;
use super::words;

/// Shorter words tie nothing to a review.
const TIE: usize = 3;

/// The words of the review and of the name it was written under.
pub(crate) struct Answered {
    known: Option<Vec<String>>,
}

impl Answered {
    pub fn of(draft: &Draft) -> Self {
        let texts: Vec<&str> =
            [&draft.in_reply_to, &draft.reviewer].into_iter().flatten().map(String::as_str).collect();
        if texts.is_empty() {
            return Self { known: None };
        }
        let mut known: Vec<String> =
            texts.iter().flat_map(|text| words(text)).map(str::to_lowercase).collect();
        known.sort_unstable();
        known.dedup();
        Self { known: Some(known) }
    }

    /// Whether a finding says what neither the review nor its author's name says. Nothing is known
    /// of a review that was not given.
    pub fn lacks(&self, text: &str) -> bool {
        let Some(known) = &self.known else { return false };
        let said: Vec<String> =
            words(text).filter(|word| word.chars().count() >= TIE).map(str::to_lowercase).collect();
        // "@Ruth_K" is written by Ruth: a display name runs its words together.
        let within =
            |word: &String| known.iter().any(|other| other == word || other.starts_with(word.as_str()));
        !said.is_empty() && !said.iter().any(within)
    }
}

/// Whether a finding is a fact of its own, not the mere confirmation of care.
pub(crate) fn is_fact(finding: &Finding) -> bool {
    !is_name(finding.category()) && finding.category() != Category::Care
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered() -> Answered {
        let mut draft = Draft::new("We are sorry.");
        draft.in_reply_to = Some("My root canal hurt for a week!".to_owned());
        draft.reviewer = Some("RuthK".to_owned());
        Answered::of(&draft)
    }

    #[test]
    fn what_the_review_or_its_author_say_is_not_added() {
        for said in ["root canal", "Ruth", "Ruth K"] {
            assert!(!answered().lacks(said), "{said}");
        }
    }

    #[test]
    fn a_name_or_a_day_beyond_the_review_is() {
        for said in ["Mrs Lindqvist", "March 4", "your crown"] {
            assert!(answered().lacks(said), "{said}");
        }
    }

    #[test]
    fn without_a_review_nothing_is_known_to_be_added() {
        assert!(!Answered::of(&Draft::new("Thanks!")).lacks("Lindqvist"));
    }
}
