//! Safe rewrites: what to put in place of a finding so that the sentence still reads.
//!
//! In order of preference a detail is left out, then made general, as the law has it: a date becomes
//! its year, an age over 89 the one class above 89, a town its state or region, a name "a patient".
//! A rewrite never adds a fact. What no general word can stand for (words that confirm care, a
//! detail of no known kind) takes its whole sentence along: half a sentence would not read, and a
//! placeholder is no text to publish.
//!
//! To keep the grammar a rewrite may take words beside the span along ("on March 3" becomes
//! "recently"), so it says how many bytes before and after go too.

mod age;
mod date;
mod place;
mod reply;
mod site;

use std::ops::Range;

use crate::draft::Jurisdiction;
use crate::finding::{Category, Finding, Role, Severity};
use crate::risk::{condition_phrase, one_of, part_of};

pub(crate) use reply::safe_reply;
use site::Site;

/// What stands in place of a finding, and how much beside it goes along, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rewrite {
    pub before: usize,
    pub after: usize,
    pub text: String,
}

impl Rewrite {
    /// The bytes of the text that are replaced, for a span of it.
    pub fn range(&self, span: &Range<usize>) -> Range<usize> {
        span.start - self.before..span.end + self.after
    }
}

/// Rewrites the finding that stands at `span` of `text`.
pub(crate) fn rewrite(
    finding: &Finding,
    text: &str,
    span: &Range<usize>,
    country: Option<Jurisdiction>,
) -> Rewrite {
    let Some(site) = Site::at(text, span, country) else { return Rewrite::default() };
    if let Some(tag) = site.hashtag() {
        return tag;
    }
    let own = finding.rewrite.as_deref().filter(|own| !own.is_empty());
    match (finding.category(), own) {
        (Category::Name, _) => name(&site, finding.role()),
        (Category::Handle, _) => site.drop(),
        (Category::Place, _) => place::rewrite(&site),
        (Category::Room, _) => room(&site),
        (Category::Date, _) => date::rewrite(&site, finding.rule()),
        (Category::Age, _) if finding.severity() == Severity::Direct => age::over_89(&site),
        (Category::Age, _) => age::up_to_89(&site),
        (Category::Detail, None) => detail(&site, finding.rule()),
        (Category::Care | Category::Image, None) => site.drop_sentence(),
        (Category::Care | Category::Image | Category::Detail, Some(own)) => site.replace(own),
        _ => number(&site),
    }
}

const TITLES: &str = "mr mrs ms miss mx mme master baby big little sir dame";
const OWNERS: &str = "our my your his her their the a an this that dear sweet";
const PEOPLE: &str = "\
    patient resident client baby son daughter wife husband mother father mom mum dad sister brother \
    child kid boy girl man woman friend survivor member lady";

fn name(site: &Site<'_>, role: Role) -> Rewrite {
    let site = site.without_words_before(TITLES);
    let person = if role == Role::Family { "relative" } else { "patient" };
    if site.is_address() {
        return site.drop_address();
    }
    match site.word_before() {
        Some(word) if one_of(&word, PEOPLE) => site.drop(),
        Some(word) if one_of(&word, OWNERS) => site.replace(person),
        _ => site.replace(&format!("a {person}")),
    }
}

fn room(site: &Site<'_>) -> Rewrite {
    const INTO: &str = "in into from to at on";
    if site.follows(INTO) { site.replace("our care") } else { site.drop() }
}

/// A number or contact goes, with the label and the preposition that lead to it.
fn number(site: &Site<'_>) -> Rewrite {
    const LABELS: &str = "\
        mrn chart record number no nr account acct id member policy claim ssn sin ppsn pps nhs hcn \
        phone tel fax email mobile cell plate serial ip at on under medical health card case file is \
        dob via with patient's";
    site.without_words_before(LABELS).drop()
}

fn detail(site: &Site<'_>, rule: &str) -> Rewrite {
    if let Some(phrase) = condition_phrase(site.text) {
        return site.without_words_before("a an the").replace(phrase);
    }
    let text = match part_of(rule) {
        "occupation" | "office" | "relation" => "a patient",
        "family" => "a family",
        "event" | "notoriety" => "a serious incident",
        _ => return site.drop_sentence(),
    };
    site.without_words_before("a an the our local retired former").replace(text)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
