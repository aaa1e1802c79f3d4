//! The decision: from findings, consent and the estimate to a verdict with its reasons.
//!
//! 1. What consent on record covers is set aside.
//! 2. The rest makes the risk ([`terms`](super::terms)); the policy says from which risk on a draft
//!    is reviewed or blocked.
//! 3. Hard rules of the policy raise the verdict, never lower it.
//! 4. A claim of consent that is not on record can hold a block back to a review; nothing else
//!    softens a verdict, and it says so in the reasons.
//! 5. Consent that covered something, and a house that publishes nothing about individuals, set a
//!    floor.

use std::borrow::Cow;

use super::Verdict;
use super::combination::{Estimate, acquainted, cheapest_change, estimate, unique};
use super::consent::{Consents, Cover, Standing};
use super::law::{Ground, source};
use super::parts::Parts;
use super::policy::Limits;
use super::reason::{Reason, Reidentification};
use super::terms::{RiskWeights, View, is_contact, is_name, is_number, is_over_89};
use crate::draft::{Jurisdiction, Surface};
use crate::finding::{Category, Finding, Role, Score};

/// What a verdict is reached from.
pub(crate) struct Case<'a> {
    pub findings: &'a [Finding],
    /// How far consent covers each finding, in the same order.
    pub covers: &'a [Cover],
    pub consents: &'a Consents<'a>,
    /// What is said of the person, without what consent covers.
    pub parts: &'a Parts,
    pub surface: Surface,
    /// Probability that the draft speaks of one person's care.
    pub individual: f32,
    /// Probability, by its words, that it has to be stopped.
    pub stopped: f32,
    /// The reply names somebody the review does not name, or tells what it does not tell.
    pub reply_names: bool,
    pub reply_adds: bool,
    /// It says that the person answered is or was no patient.
    pub denies_care: bool,
    /// The draft says that there is a consent.
    pub claims_consent: bool,
    /// The draft could not be read whole.
    pub limited: bool,
    pub limits: &'a Limits,
    pub weights: &'a RiskWeights,
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judgement {
    pub verdict: Verdict,
    pub risk: Score,
    pub reasons: Vec<Reason>,
    pub reidentification: Option<Reidentification>,
    /// What the risk was made of.
    pub view: View,
}

/// Reaches the verdict.
pub(crate) fn decide(case: &Case<'_>) -> Judgement {
    Decision::new(case).judgement()
}

/// A reason while it is being weighed: at least this verdict, because of that.
struct Because {
    verdict: Verdict,
    reason: Reason,
}

struct Decision<'a> {
    case: &'a Case<'a>,
    /// The findings that no consent covers.
    open: Vec<&'a Finding>,
    view: View,
    estimate: Option<Estimate>,
    because: Vec<Because>,
}

impl<'a> Decision<'a> {
    fn new(case: &'a Case<'a>) -> Self {
        let cover = |at: usize| case.covers.get(at).copied().unwrap_or_default();
        let findings = case.findings.iter().enumerate();
        let open: Vec<&Finding> =
            findings.filter(|(at, _)| cover(*at) == Cover::No).map(|(_, f)| f).collect();
        // A combination is somebody's only where the draft speaks of one person's care.
        let speaks = case.individual >= case.limits.individuals_score;
        let estimate = if speaks { estimate(case.parts) } else { None };
        let mut view = View::of(&open);
        // A consent that covers all that was found covers the story too.
        if !open.is_empty() || case.findings.is_empty() {
            view.individual = case.individual;
            view.stopped = case.stopped;
        }
        view.reply = f32::from(u8::from(case.surface == Surface::Reply));
        #[allow(clippy::cast_possible_truncation)] // a probability
        let reidentified = estimate.as_ref().map_or(0.0, |estimate| estimate.probability() as f32);
        view.reidentified = reidentified;
        Self { case, open, view, estimate, because: Vec::new() }
    }

    fn judgement(mut self) -> Judgement {
        let limits = self.case.limits;
        let risk = self.case.weights.risk(&self.view);
        let by_risk = match risk.get() {
            // Words alone send a draft to a person; a stop has to name what it stops.
            risk if risk >= limits.block && !self.open.is_empty() => Verdict::Block,
            risk if risk >= limits.review => Verdict::Review,
            _ => Verdict::Allow,
        };
        self.hard_rules();
        self.found(by_risk);
        let mut verdict = self.because.iter().map(|because| because.verdict).fold(by_risk, Verdict::max);
        if self.claim_holds_back(verdict) {
            verdict = limits.claimed_consent;
            self.add(verdict, "consent-claimed", CLAIMED, Ground::Consent);
        }
        verdict = verdict.max(self.floors());
        self.because.retain(|because| verdict > Verdict::Allow || because.reason.code.starts_with("consent"));
        self.because.sort_by_key(|because| std::cmp::Reverse(because.verdict));
        if verdict > Verdict::Allow {
            self.remedy();
        }
        let reidentification = self.estimate.as_ref().map(Estimate::report);
        let mut reasons: Vec<Reason> = Vec::new();
        for because in self.because {
            if reasons.iter().all(|known| known.code != because.reason.code) {
                reasons.push(because.reason);
            }
        }
        Judgement { verdict, risk, reasons, reidentification, view: self.view }
    }

    fn add(
        &mut self,
        verdict: Verdict,
        code: &'static str,
        says: impl Into<Cow<'static, str>>,
        ground: Ground,
    ) {
        let source = source(ground, self.case.parts.home());
        let reason = Reason { code: code.into(), says: says.into(), source };
        self.because.push(Because { verdict, reason });
    }

    /// The strongest open finding of a kind.
    fn strongest(&self, wanted: impl Fn(&Finding) -> bool) -> Option<&'a Finding> {
        let fitting = self.open.iter().copied().filter(|finding| wanted(finding));
        fitting.max_by(|a, b| a.score().get().total_cmp(&b.score().get()))
    }

    fn has(&self, wanted: impl Fn(&Finding) -> bool, score: f32) -> Option<&'a Finding> {
        self.strongest(wanted).filter(|finding| finding.score().get() >= score)
    }

    /// What decides whatever the risk.
    fn hard_rules(&mut self) {
        let limits = self.case.limits;
        if self.case.limited {
            self.add(limits.limit_reached, "limit-reached", LIMITED, Ground::House);
        }
        let numbers = |f: &Finding| {
            matches!(f.category(), Category::Ssn | Category::MedicalRecord | Category::HealthPlan)
        };
        if let Some(number) = self.has(numbers, limits.identifier_score) {
            self.add(limits.identifier, "direct-identifier", NUMBER, Ground::Identifier(number.letter()));
        }
        if self.has(|f| f.category() == Category::Care, limits.care_score).is_some() {
            if self.case.surface == Surface::Reply {
                self.add(limits.care_in_reply, "care-in-reply", CARE_IN_REPLY, Ground::Care);
            }
            if let Some(name) = self.has(|f| is_name(f.category()), limits.care_score) {
                self.add(limits.care_named, "named-with-care", NAMED, Ground::Identifier(name.letter()));
            }
        }
        if self.case.denies_care && self.case.surface == Surface::Reply {
            self.add(limits.care_denied, "care-denied", CARE_DENIED, Ground::Care);
        }
        if self.case.reply_names
            && let Some(name) = self.strongest(|f| is_name(f.category()))
        {
            self.add(limits.reply_names, "reply-names", REPLY_NAMES, Ground::Identifier(name.letter()));
        }
        let speaks = self.case.individual >= limits.individuals_score;
        if let Some(age) = self.has(is_over_89, 0.5).filter(|_| speaks) {
            self.add(limits.age_over_89, "age-over-89", OVER_89, Ground::Identifier(age.letter()));
        }
        let Some(estimate) = &self.estimate else { return };
        let probability = estimate.probability();
        let verdict = match probability {
            p if p > limits.combination_very_high => limits.very_high_combination,
            p if p > limits.combination_high => limits.high_combination,
            _ => return,
        };
        let says = few_fit(estimate, self.case.parts.home().country);
        self.add(verdict, "combination", says, Ground::Combination);
    }

    /// What the risk is made of, for the reasons.
    fn found(&mut self, by_risk: Verdict) {
        type Kind = (&'static str, &'static str, fn(&Finding) -> bool);
        const KINDS: &[Kind] = &[
            ("direct-identifier", NUMBER, |f| is_number(f.category())),
            ("contact", CONTACT, |f| is_contact(f.category())),
            ("date", DATE, |f| f.category() == Category::Date),
            ("place", PLACE, |f| matches!(f.category(), Category::Place | Category::Room)),
            ("age-over-89", OVER_89, is_over_89),
            ("detail", DETAIL, |f| {
                matches!(f.category(), Category::Detail | Category::Age) && !is_over_89(f)
            }),
        ];
        if let Some(name) = self.strongest(|f| is_name(f.category())) {
            let care = self.view.care.max(self.view.individual) >= 0.5;
            let (code, says) = if care { ("named-with-care", NAMED) } else { ("name", NAME) };
            self.add(by_risk, code, says, Ground::Identifier(name.letter()));
        }
        if self.strongest(|f| f.category() == Category::Care).is_some() {
            let reply = self.case.surface == Surface::Reply;
            let (code, says) = if reply { ("care-in-reply", CARE_IN_REPLY) } else { ("care", CARE) };
            self.add(by_risk, code, says, Ground::Care);
        }
        for (code, says, wanted) in KINDS {
            if let Some(finding) = self.strongest(wanted) {
                self.add(by_risk, code, *says, Ground::Identifier(finding.letter()));
            }
        }
        if self.case.reply_adds {
            self.add(by_risk, "reply-adds", REPLY_ADDS, Ground::Care);
        }
        if by_risk > Verdict::Allow && self.because.is_empty() {
            self.add(by_risk, "individual", INDIVIDUAL, Ground::Care);
        }
    }

    /// Whether a claimed consent holds a verdict back: not for a number that names somebody, and
    /// not for other people than the patient.
    fn claim_holds_back(&self, verdict: Verdict) -> bool {
        let limits = self.case.limits;
        self.case.claims_consent
            && verdict > limits.claimed_consent
            && !self.case.limited
            && self.strongest(|f| is_number(f.category()) || is_contact(f.category())).is_none()
            && self.strongest(|f| f.role() == Role::Family).is_none()
    }

    /// The least a draft comes to for its consents and the house's stance on individuals.
    fn floors(&mut self) -> Verdict {
        let limits = self.case.limits;
        let mut floor = Verdict::Allow;
        let best = self.case.covers.iter().max().copied().unwrap_or_default();
        if best != Cover::No {
            floor = limits.covered;
        }
        if self.case.covers.contains(&Cover::Unchecked) {
            floor = floor.max(Verdict::Review);
            self.add(Verdict::Review, "consent-unchecked", UNCHECKED, Ground::Consent);
        }
        for (standing, record) in self.case.consents.named() {
            let name = record.map(|record| format!("Consent {} ({})", record.id, record.purpose));
            let name = name.as_deref().unwrap_or("A consent the draft names");
            let (code, says) = match standing {
                Standing::Holds => ("consent-on-record", "is on record and holds here."),
                Standing::Undated => ("consent-undated", "has an end, and it is not known what day it is."),
                Standing::Unknown => ("consent-unknown", "is not in the policy."),
                Standing::Elsewhere => ("consent-elsewhere", "does not name this surface or channel."),
                Standing::Expired => ("consent-expired", "has expired."),
                Standing::Withdrawn => ("consent-withdrawn", "was withdrawn."),
            };
            self.add(Verdict::Allow, code, format!("{name} {says}"), Ground::Consent);
        }
        if self.case.individual >= limits.individuals_score && limits.individuals > Verdict::Allow {
            floor = floor.max(limits.individuals);
            self.add(limits.individuals, "no-individuals", NO_INDIVIDUALS, Ground::House);
        }
        floor
    }

    /// What would make the draft publishable.
    fn remedy(&mut self) {
        type Kind = (&'static str, fn(&Finding) -> bool);
        const KINDS: &[Kind] = &[
            ("the name", |f| is_name(f.category())),
            ("the number", |f| is_number(f.category())),
            ("the contact", |f| is_contact(f.category())),
            ("the date", |f| f.category() == Category::Date),
            ("the place", |f| f.category() == Category::Place),
            ("the room", |f| f.category() == Category::Room),
            ("the exact age", |f| f.category() == Category::Age),
            ("the words that confirm care", |f| f.category() == Category::Care),
            ("the detail that singles somebody out", |f| f.category() == Category::Detail),
        ];
        let kinds = KINDS.iter().filter(|(_, wanted)| self.strongest(wanted).is_some());
        let left_out: Vec<&str> = kinds.map(|(says, _)| *says).collect();
        let mut says = if left_out.is_empty() {
            "A person has to read it and decide.".to_owned()
        } else {
            format!("It can be published without {}.", listed(&left_out))
        };
        if self.case.surface == Surface::Reply && self.view.care > 0.0 {
            says.push_str(" A reply that would read the same to a stranger is safe.");
        }
        let few = self.estimate.as_ref().is_some_and(|e| e.probability() > self.case.limits.combination_high);
        let change = if few { cheapest_change(self.case.parts) } else { Vec::new() };
        if !change.is_empty() {
            let parts: Vec<&str> = change.iter().map(|part| part.says()).collect();
            says.push_str(&format!(" Without {} at least twenty people fit.", listed(&parts)));
        }
        self.add(Verdict::Allow, "to-publish", says, Ground::Identifier(None));
    }
}

/// "a, b and c".
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The estimate in a sentence; where the test is whether somebody close would recognise the case,
/// also how likely a reader knows somebody like that.
fn few_fit(estimate: &Estimate, country: Option<Jurisdiction>) -> String {
    let alone = (unique(estimate.expected) * 100.0).round();
    let mut says = if estimate.expected < 1.0 {
        format!("What is said together fits nobody else with a probability of {alone} %.")
    } else {
        format!("What is said together fits about {} people.", estimate.expected.round())
    };
    if matches!(country, Some(Jurisdiction::Ie | Jurisdiction::Uk)) {
        let readers = 1.0 / acquainted(estimate.share).max(1e-6);
        if readers >= 1.5 {
            says.push_str(&format!(" About one reader in {} knows somebody like that.", readers.round()));
        } else {
            says.push_str(" Most readers know somebody like that.");
        }
    }
    says
}

const LIMITED: &str = "The draft could not be read whole.";
const NUMBER: &str = "A number that identifies a patient stands in the draft.";
const CONTACT: &str = "A contact or link of a patient stands in the draft.";
const NAMED: &str = "A patient's name stands with the fact of care.";
const NAME: &str = "The name of somebody who may be a patient stands in the draft.";
const CARE: &str = "The draft confirms that somebody is or was a patient.";
const CARE_IN_REPLY: &str = "The reply confirms that the person answered is or was a patient.";
const CARE_DENIED: &str = "The reply says that somebody is or was no patient: neither confirm nor deny.";
const REPLY_NAMES: &str = "The reply names somebody whom neither the review nor its author's name does.";
const REPLY_ADDS: &str = "The reply tells more than the review it answers.";
const DATE: &str = "A date finer than the year is tied to a patient.";
const PLACE: &str = "A place smaller than a state is tied to a patient.";
const OVER_89: &str = "An age over 89 is told of a patient.";
const DETAIL: &str = "Details may single a patient out.";
const INDIVIDUAL: &str = "The draft speaks of one person's care.";
const NO_INDIVIDUALS: &str = "The house publishes nothing about individual patients without a look.";
const CLAIMED: &str = "The draft says that there is a consent: a person has to find it on record.";
const UNCHECKED: &str =
    "A consent may cover what is said: a person has to check whose it is and whether it holds.";

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
