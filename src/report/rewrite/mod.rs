//! Safe rewrites: what to put in place of a finding so that the sentence still reads.
//!
//! In order of preference a detail is left out, then made general, as the law has it: a date becomes
//! its year, an age over 89 the one class above 89, another a time of life, a town its state or region, a name
//! "a patient".
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
use crate::finding::{Category, Finding, Role};
use crate::risk::{condition_phrase, is_over_89, one_of, part_of};

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
    if let Some(whole) = site.hashtag().or_else(|| site.file_name()) {
        return whole;
    }
    let own = finding.rewrite.as_deref().filter(|own| !own.is_empty());
    match (finding.category(), own) {
        (Category::Name, _) => name(&site, finding.role()),
        (Category::Handle, _) => site.drop(),
        (Category::Place, _) => place::rewrite(&site),
        (Category::Room, _) => room(&site),
        (Category::Date, _) => date::rewrite(&site, finding.rule()),
        (Category::Age, _) => age::rewrite(&site, is_over_89(finding)),
        (Category::Detail, None) => detail(&site, finding.rule()),
        (Category::Care | Category::Image, None) => site.drop_sentence(),
        (Category::Care | Category::Image | Category::Detail, Some(own)) => site.replace(own),
        _ => number(&site),
    }
}

const TITLES: &str = "mr mrs ms miss mx mme master baby big little wee sir dame dona don senora senor sr sra";
const PEOPLE: &str = "\
    mama mam mammy mommy daddy nana granny patient resident client baby son daughter wife husband mother father mom mum dad sister brother \
    child kid boy girl man woman friend survivor member lady";

fn name(site: &Site<'_>, role: Role) -> Rewrite {
    // "a wallet with a card, name Ann Lee"
    if site.follows("name names") {
        return site.without_words_before("name names").drop();
    }
    let site = site.without_words_before(TITLES);
    let person = if role == Role::Family { "relative" } else { "patient" };
    if site.is_address() {
        return site.drop_address();
    }
    match site.word_before() {
        Some(word) if one_of(&word, PEOPLE) => site.drop(),
        _ => replace_noun(&site, person),
    }
}

/// A room goes with its preposition: "in our care" would confirm what is not to be said.
fn room(site: &Site<'_>) -> Rewrite {
    site.without_words_before("in into inside from to at on over up down en the").drop()
}

/// A noun in place of the span, with an article where none stands before it.
fn replace_noun(site: &Site<'_>, noun: &str) -> Rewrite {
    if site.is_owned() { site.replace(noun) } else { site.replace(&format!("a {noun}")) }
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
        "occupation" | "office" | "relation" => "patient",
        "family" => "family",
        "event" => "serious incident",
        _ => return site.drop_sentence(),
    };
    replace_noun(&site.without_words_before("local retired former"), text)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
