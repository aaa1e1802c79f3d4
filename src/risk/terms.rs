//! The risk of a draft: a sum of terms that more findings can only raise, turned into a probability.
//!
//! A term is a number between 0 and 1 that never falls when a finding is added; its weight, in
//! `patterns/weights.toml` under `[risk]`, is never negative. So no disclosure makes a draft look
//! safer, whatever the fit says. Two terms are read from the words of the draft, found in or not:
//! that it speaks of one person's care, and that it has to be stopped.

use std::collections::BTreeMap;

use crate::error::{BuildError, BuildErrorKind};
use crate::finding::{Category, Finding, Score};

/// What of a draft the terms are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct View {
    /// Probability that at least one finding of the kind is right.
    pub name: f32,
    pub number: f32,
    pub contact: f32,
    pub date: f32,
    pub place: f32,
    pub age: f32,
    pub over_89: f32,
    pub detail: f32,
    pub care: f32,
    /// Probability that at least one finding is right.
    pub any: f32,
    /// How much is found altogether.
    pub much: f32,
    /// Probability that the draft, or a section of it in which something was found, speaks of one person's care.
    pub individual: f32,
    /// Probability, by the words of the same, that it has to be stopped.
    pub stopped: f32,
    /// 1 for a reply.
    pub reply: f32,
    /// Probability that somebody who fits is the one meant.
    pub reidentified: f32,
}

/// Numbers that name one person by themselves.
pub(crate) fn is_number(category: Category) -> bool {
    matches!(
        category,
        Category::Ssn
            | Category::MedicalRecord
            | Category::HealthPlan
            | Category::Account
            | Category::Licence
            | Category::Vehicle
            | Category::Device
            | Category::Ip
            | Category::OtherId
    )
}

pub(crate) fn is_contact(category: Category) -> bool {
    matches!(category, Category::Phone | Category::Fax | Category::Email | Category::Url)
}

/// What shows who it is: a name, a handle, a face, a voice.
pub(crate) fn is_name(category: Category) -> bool {
    matches!(category, Category::Name | Category::Handle | Category::Image | Category::Biometric)
}

pub(crate) fn is_over_89(finding: &Finding) -> bool {
    finding.category() == Category::Age && says_over_89(finding.rule())
}

/// Whether a rule is one for ages over 89: `ages.over_89`, or a house's own of that name.
pub(crate) fn says_over_89(rule: &str) -> bool {
    rule.ends_with(".over_89")
}

impl View {
    /// What findings come to, before the draft as a whole is looked at.
    pub fn of(findings: &[&Finding]) -> Self {
        let any = |wanted: &dyn Fn(&Finding) -> bool| {
            let none = findings.iter().filter(|finding| wanted(finding));
            1.0 - none.map(|finding| 1.0 - finding.score().get()).product::<f32>()
        };
        let of = |wanted: fn(Category) -> bool| any(&|finding| wanted(finding.category()));
        let sum: f32 = findings.iter().map(|finding| finding.score().get()).sum();
        Self {
            name: of(is_name),
            number: of(is_number),
            contact: of(is_contact),
            date: of(|category| category == Category::Date),
            place: of(|category| matches!(category, Category::Place | Category::Room)),
            age: any(&|finding| finding.category() == Category::Age && !is_over_89(finding)),
            over_89: any(&is_over_89),
            detail: of(|category| category == Category::Detail),
            care: of(|category| category == Category::Care),
            any: any(&|_| true),
            much: 1.0 - (-sum / 4.0).exp(),
            ..Self::default()
        }
    }
}

/// The power of a probability that leaves little of it but where it is all but certain.
const SURELY: i32 = 4;

/// A name for `weights.toml`, and how the term is made.
type Term = (&'static str, fn(&View) -> f32);

/// Every term. A product of two is one that both have to hold for.
const TERMS: &[Term] = &[
    ("name", |view| view.name),
    ("number", |view| view.number),
    ("contact", |view| view.contact),
    ("date", |view| view.date),
    ("place", |view| view.place),
    ("age", |view| view.age),
    ("over_89", |view| view.over_89),
    ("detail", |view| view.detail),
    ("care", |view| view.care),
    ("much", |view| view.much),
    ("individual", |view| view.individual * view.any),
    // Also where nothing was found: a reply that comes close, a story told around the person.
    ("told", |view| view.individual),
    ("told_surely", |view| view.individual.powi(SURELY)),
    ("stopped", |view| view.stopped),
    ("stopped_surely", |view| view.stopped.powi(SURELY)),
    ("reply_care", |view| view.reply * view.care),
    ("reply_name", |view| view.reply * view.name),
    ("name_care", |view| view.name * view.care.max(view.individual)),
    ("date_care", |view| view.date * view.care.max(view.individual)),
    ("place_care", |view| view.place * view.care.max(view.individual)),
    ("detail_date", |view| view.detail * view.date),
    ("detail_place", |view| view.detail * view.place),
    ("reidentified", |view| view.individual * view.reidentified),
];

/// The weights of the terms, in log-odds: for "a person has to look" and for "it has to be stopped".
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RiskWeights {
    look: Line,
    stop: Line,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    bias: f32,
    terms: Vec<f32>,
}

impl Line {
    fn probability(&self, view: &View) -> f32 {
        let terms = TERMS.iter().zip(&self.terms).map(|((_, term), weight)| term(view) * weight);
        Score::from_log_odds(self.bias + terms.sum::<f32>()).get()
    }
}

impl RiskWeights {
    /// Reads the table `[risk]` of a weights file: for both lines, `look` and `stop`, a `bias` and a
    /// weight for each term.
    ///
    /// # Errors
    /// An unknown term, or a weight below zero: a disclosure would lower the risk.
    pub fn read(table: &BTreeMap<String, f32>) -> Result<Self, BuildError> {
        let wrong = |says: String| BuildError::new(BuildErrorKind::Policy, says).in_file("weights.toml");
        let line = || Line { bias: 0.0, terms: vec![0.0; TERMS.len()] };
        let mut weights = Self { look: line(), stop: line() };
        for (name, &weight) in table {
            let (line, term) = match name.split_once('.') {
                Some(("look", term)) => (&mut weights.look, term),
                Some(("stop", term)) => (&mut weights.stop, term),
                _ => return Err(wrong(format!("{name} is neither of look nor of stop"))),
            };
            if term == "bias" {
                line.bias = weight;
                continue;
            }
            let at = TERMS.iter().position(|(known, _)| *known == term);
            let at = at.ok_or_else(|| wrong(format!("no term of the risk is named {term}")))?;
            if weight.is_nan() || weight < 0.0 {
                return Err(wrong(format!("the weight of {name} must not lie below zero")));
            }
            line.terms[at] = weight;
        }
        Ok(weights)
    }

    /// The risk of a draft: the mean of the probabilities that a person has to look, and that it has
    /// to be stopped. So it nears 0 where nothing is, a half where a look is certain, and 1 where a
    /// stop is.
    pub fn risk(&self, view: &View) -> Score {
        Score::new(f32::midpoint(self.look.probability(view), self.stop.probability(view)))
    }

    /// The terms of a draft by name, for fitting the weights.
    #[cfg(any(test, feature = "fit"))]
    pub fn terms(view: &View) -> impl Iterator<Item = (&'static str, f32)> + use<'_> {
        TERMS.iter().map(|(name, term)| (*name, term(view)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(entries: &[(&str, f32)]) -> BTreeMap<String, f32> {
        entries.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect()
    }

    #[test]
    fn weights_are_read_by_name_and_never_negative() {
        let weights =
            table(&[("look.bias", -1.0), ("look.name", 2.0), ("stop.bias", -3.0), ("stop.name", 2.0)]);
        let weights = RiskWeights::read(&weights).unwrap();
        let view = View { name: 1.0, ..View::default() };
        let both = [1.0, -1.0].map(|sum| Score::from_log_odds(sum).get());
        assert_eq!(weights.risk(&view), Score::new(f32::midpoint(both[0], both[1])));
        let error = |entries| RiskWeights::read(&table(entries)).unwrap_err().to_string();
        assert!(error(&[("look.care", -0.1)]).contains("look.care must not lie below zero"));
        assert!(error(&[("stop.luck", 1.0)]).contains("luck"));
        assert!(error(&[("care", 1.0)]).contains("neither"));
    }

    #[test]
    fn the_built_in_weights_are_good_ones() {
        #[derive(serde::Deserialize)]
        struct File {
            risk: BTreeMap<String, f32>,
        }
        let file: File = toml::from_str(include_str!("../../patterns/weights.toml")).unwrap();
        let weights = RiskWeights::read(&file.risk).unwrap();
        for line in [weights.look, weights.stop] {
            assert!(line.bias < 0.0 && line.terms.iter().sum::<f32>() > 0.0);
        }
    }

    #[test]
    fn every_term_lies_between_0_and_1() {
        let full = View {
            name: 1.0,
            number: 1.0,
            contact: 1.0,
            date: 1.0,
            place: 1.0,
            age: 1.0,
            over_89: 1.0,
            detail: 1.0,
            care: 1.0,
            any: 1.0,
            much: 1.0,
            individual: 1.0,
            stopped: 1.0,
            reply: 1.0,
            reidentified: 1.0,
        };
        assert!(RiskWeights::terms(&full).all(|(_, value)| value == 1.0));
        assert!(RiskWeights::terms(&View::default()).all(|(_, value)| value == 0.0));
    }
}
