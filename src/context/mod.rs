//! Role and evidence: is a candidate what it looks like, and who is it about?
//!
//! Every candidate is judged by the same mechanism. What was seen about it is a list of features;
//! the weights turn the list into two sums of log-odds: that the span *is* what it says, and that
//! it *concerns* a patient or somebody close to one rather than staff, the public, the organisation
//! or an event. The score is the product of the two probabilities. What a small network tells of the
//! words ([`network`]) is part of what was seen. Names, care phrases, ages and
//! numbers are judged first; dates, places and contacts then see what stands beside them; at last
//! confirmations, details, dates and places see what else the text tells.

mod around;
mod cues;
mod draft_facts;
mod last_look;
mod name_list;
mod name_words;
mod names;
mod neighbours;
mod network;
#[cfg_attr(not(any(test, feature = "fit")), allow(dead_code))] // The build script reads with it.
pub(crate) mod network_file;
mod pairs;
mod passages;
mod sections;
mod sentences;
mod stems;
mod vocabulary;
#[allow(clippy::approx_constant)] // A fitted weight may happen to be 3.14.
mod weights;
#[cfg_attr(not(any(test, feature = "fit")), allow(dead_code))] // The build script reads with it.
mod weights_file;
#[cfg_attr(not(any(test, feature = "fit")), allow(dead_code))] // The same.
mod words_file;
#[allow(dead_code)] // The build script makes the files.
mod words_table;

use std::ops::Range;

use smallvec::SmallVec;

use crate::finding::{Candidate, Category, Evidence, Feature, Model, Role, Score};
use crate::lexicon::{self, Reading};
use crate::text::{Document, Kept, keep};

use around::Around;
pub(crate) use cues::CueMap;
pub(crate) use draft_facts::{DraftFacts, Host};
#[cfg(feature = "fit")]
pub(crate) use last_look::is_of_last_look;
use name_list::NameList;
#[cfg(feature = "fit")]
pub(crate) use name_words::vectors;
pub(crate) use name_words::weigh_name_word;
#[cfg(feature = "fit")]
pub(crate) use network::Network;
use network::Told;
#[cfg(feature = "fit")]
pub(crate) use network::{
    MOST as MOST_OF_NETWORK, features as network_features, inputs as network_inputs, name as network_name,
};
pub(crate) use pairs::Pair;
#[cfg(feature = "fit")]
pub(crate) use pairs::{kind, window};
#[cfg(feature = "fit")]
pub(crate) use passages::near_name;
pub(crate) use passages::{find_all as find_passages, is_passage};
#[cfg(feature = "fit")]
pub(crate) use stems::{ending_off, era};
pub(crate) use vocabulary::{Vocabulary, WordId};
#[cfg(feature = "fit")]
pub(crate) use vocabulary::{around, sides};
pub(crate) use weights::{ROLES, Weights};
#[cfg(feature = "fit")]
pub(crate) use words_file::{EDGE, KINDS, OF_NAMES, REACH, SIDES};

/// One field of a draft, read.
pub(crate) struct Field<'a> {
    pub document: Document<'a>,
    pub reading: Reading,
    pub cues: CueMap,
    /// The words the vocabulary knows, by word.
    pub known: Kept<WordId>,
    /// The pairs of words it knows.
    pub pairs: Kept<Pair>,
    pub candidates: Vec<Candidate>,
    /// What the network tells of each word.
    pub told: Kept<Told>,
}

impl Field<'_> {
    /// The confirmations whose rule saw a feature.
    pub fn care_that(&self, feature: Feature) -> impl Iterator<Item = &Candidate> {
        let care = self.candidates.iter().filter(|candidate| candidate.category == Category::Care);
        care.filter(move |candidate| candidate.saw(feature))
    }
}

/// The candidates of a draft, judged, field by field.
pub(crate) type JudgedFields = SmallVec<[Kept<Judged>; FEW]>;

/// So many fields most drafts have at most: a body and a title.
pub(crate) const FEW: usize = 2;

keep!(Judged);

/// A candidate with its two probabilities.
pub(crate) struct Judged {
    pub candidate: Candidate,
    /// Words of the document it covers.
    pub words: Range<usize>,
    /// Log-odds that single words in it and next to it are worth, and those beside it or around it by role.
    pub said_inside: f32,
    pub said_beside: [f32; ROLES.len()],
    /// Log-odds that it is what it says.
    pub is: f32,
    /// Log-odds by role, as [`ROLES`].
    pub roles: [f32; ROLES.len()],
    pub role: Role,
}

impl Judged {
    /// The probability that it is what it says.
    pub fn recognised(&self) -> f32 {
        Score::from_log_odds(self.is).get()
    }

    /// The log-odds that it concerns a patient or somebody close to one.
    pub fn concern(&self) -> f32 {
        let best = |protected: bool| {
            let roles = ROLES.iter().zip(self.roles);
            roles.filter(|(r, _)| r.is_protected() == protected).map(|(_, z)| z).fold(f32::MIN, f32::max)
        };
        best(true) - best(false)
    }

    /// The calibrated probability that it is what it says **and** concerns a patient.
    pub fn score(&self) -> Score {
        Score::new(self.recognised() * Score::from_log_odds(self.concern()).get())
    }

    /// Every weight that moved the score, the strongest first; the smallest are summed up.
    pub fn evidence(&self, weights: &Weights) -> Vec<Evidence> {
        const SHOWN: usize = 8;
        let model = Model::of(self.candidate.category);
        let (protected, other) = self.rivals();
        let mut list: Kept<(Ground, f32)> = Kept::new();
        for &(feature, value) in self.candidate.features.iter() {
            let role = weights.role(model, protected, feature) - weights.role(model, other, feature);
            let weight = (weights.recognise(model, feature) + role) * value;
            if weight.abs() >= 0.005 {
                list.push((Ground::Seen(feature), weight));
            }
        }
        let rule = weights.rule(&self.candidate.label.rule);
        let prior = self.candidate.prior + rule.is + rule.roles[protected] - rule.roles[other];
        if prior.abs() >= 0.005 {
            list.push((Ground::Known("how often this rule is right, and about whom"), prior));
        }
        if self.said_inside.abs() >= 0.005 {
            list.push((Ground::Known("the words in it and next to it"), self.said_inside));
        }
        let beside = self.said_beside[protected] - self.said_beside[other];
        if beside.abs() >= 0.005 {
            list.push((Ground::Known("the words beside it"), beside));
        }
        let stronger = |(_, a): &(Ground, f32), (_, b): &(Ground, f32)| b.abs().total_cmp(&a.abs());
        if list.len() > SHOWN {
            list.select_nth_unstable_by(SHOWN, stronger);
        }
        let most = list.len().min(SHOWN);
        let (shown, rest) = list.split_at_mut(most);
        shown.sort_by(stronger);
        // Only what is shown is put into words.
        let mut shown: Vec<Evidence> =
            shown.iter().map(|(ground, weight)| ground.evidence(*weight)).collect();
        if !rest.is_empty() {
            let rest = rest.iter().map(|(_, weight)| weight).sum();
            shown.push(Evidence::new("all smaller evidence together", rest));
        }
        shown
    }

    /// The strongest protected role and the strongest other, as places in [`ROLES`].
    fn rivals(&self) -> (usize, usize) {
        let best = |protected: bool| {
            (0..ROLES.len())
                .filter(|&i| ROLES[i].is_protected() == protected)
                .max_by(|&a, &b| self.roles[a].total_cmp(&self.roles[b]))
                .unwrap_or(0)
        };
        (best(true), best(false))
    }

    /// The likeliest role; of two as likely, the first.
    fn decide_role(&mut self) {
        let best = |best: usize, at: usize| if self.roles[at] > self.roles[best] { at } else { best };
        self.role = ROLES[(1..ROLES.len()).fold(0, best)];
    }
}

/// What a weight rests on.
enum Ground {
    Seen(Feature),
    Known(&'static str),
}

impl Ground {
    fn evidence(&self, weight: f32) -> Evidence {
        match self {
            Self::Seen(feature) => Evidence::new(feature.says(lexicon::cue_name), weight),
            Self::Known(says) => Evidence::new(*says, weight),
        }
    }
}

keep!((Ground, f32));

/// Judges every candidate of every field of a draft. Returns them field by field.
pub(crate) fn judge(fields: &mut [Field<'_>], facts: &DraftFacts<'_>, weights: &Weights) -> JudgedFields {
    let mut judged: JudgedFields = fields
        .iter_mut()
        .enumerate()
        .map(|(at, field)| prepare(field, at, facts, &weights.vocabulary))
        .collect();
    for list in &mut judged {
        for item in list.iter_mut().filter(|item| turn(item.candidate.category) == Turn::First) {
            weigh(item, weights);
        }
    }
    names::pool_mentions(fields, &mut judged, weights);
    let anybody = judged.iter().any(|list| neighbours::names_a_patient(list));
    let draft = if anybody { Feature::PATIENT_NAME_DRAFT } else { Feature::NO_NAME_DRAFT };
    for now in [Turn::Second, Turn::Third] {
        for (field, list) in fields.iter().zip(&mut judged) {
            neighbours::see(field, list, now);
            for item in list.iter_mut().filter(|item| turn(item.candidate.category) == now) {
                item.candidate.see(draft);
                weigh(item, weights);
            }
        }
    }
    for (field, list) in fields.iter().zip(&mut judged) {
        last_look::look(field, list, weights);
    }
    judged
}

/// When a kind is judged: each turn sees what the turns before it have found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    First,
    Second,
    Third,
}

/// Names, ages and numbers stand alone; care is somebody's, and the rest takes its role from both.
fn turn(category: Category) -> Turn {
    match Model::of(category) {
        Model::Name | Model::Age | Model::Number => Turn::First,
        Model::Care => Turn::Second,
        _ => Turn::Third,
    }
}

/// Adds what the draft and the cues around say, the same for every kind, to the candidates of field `at`.
fn prepare(
    field: &mut Field<'_>,
    at: usize,
    facts: &DraftFacts<'_>,
    vocabulary: &Vocabulary,
) -> Kept<Judged> {
    let mut list = Kept::new();
    if field.candidates.is_empty() {
        return list;
    }
    let around = Around::of(field);
    let names = NameList::of(field, around.lines());
    let document = &field.document;
    let mut near = Kept::new();
    for mut candidate in std::mem::take(&mut field.candidates) {
        let words = document.words_at(&candidate.span);
        if !candidate.saw(Feature::BIAS) {
            candidate.see(Feature::BIAS);
        }
        let mut seen = std::mem::take(&mut candidate.features);
        field.cues.features(document, words.clone(), facts.cues, |feature| seen.push((feature, 1.0)));
        candidate.features = seen;
        let section = facts.sections.at(at, words.start);
        facts.describe(field, around.lines(), words.clone(), section, &mut candidate);
        let sentence = document.sentence_of(words.start).unwrap_or(u32::MAX);
        let of_sentence = facts.of_sentence(at, sentence);
        of_sentence.into_iter().for_each(|(feature, value)| candidate.see_times(feature, value));
        around.see(&mut candidate);
        names.see(&mut candidate);
        network::describe(&field.told, &words, &mut candidate);
        let model = Model::of(candidate.category);
        let (mut said_inside, mut said_beside) = (0.0, [0.0; ROLES.len()]);
        if model.is_made_of_words() {
            vocabulary::gather_inside(&field.known, &words, &mut near);
            said_inside = vocabulary.inside(&near, model);
        } else if model == Model::Name {
            said_beside = vocabulary.whose(&field.known, &words);
        } else {
            vocabulary::gather_beside(&field.known, &words, &mut near);
            said_beside = vocabulary.beside(&near, model);
        }
        said_inside +=
            vocabulary.paired(&field.pairs, &words, model) + vocabulary.next_to(&field.known, &words, model);
        list.push(Judged {
            said_inside,
            said_beside,
            candidate,
            words,
            is: 0.0,
            roles: [0.0; ROLES.len()],
            role: Role::Unknown,
        });
    }
    list
}

/// Turns an item's features into its sums.
fn weigh(item: &mut Judged, weights: &Weights) {
    let model = Model::of(item.candidate.category);
    let rule = weights.rule(&item.candidate.label.rule);
    item.is = item.candidate.prior + rule.is + item.said_inside;
    item.roles = rule.roles;
    item.roles.iter_mut().zip(item.said_beside).for_each(|(sum, said)| *sum += said);
    for &(feature, value) in item.candidate.features.iter() {
        let [is, roles @ ..] = weights.row(model, feature);
        item.is += is * value;
        for (sum, weight) in item.roles.iter_mut().zip(roles) {
            *sum += weight * value;
        }
    }
    let nature = is_a_patients(item.candidate.category).then_some(Role::Patient);
    let stated = item.candidate.role.or(nature);
    if let Some(at) = stated.and_then(|role| ROLES.iter().position(|r| *r == role)) {
        item.roles[at] += weights.stated_role;
    }
    item.decide_role();
}

/// What is a patient's by what it is, unless its rule says otherwise: words that confirm care,
/// details, and numbers that only people in care or citizens have.
fn is_a_patients(category: Category) -> bool {
    use Category as C;
    matches!(
        category,
        C::Care | C::Detail | C::Image | C::Ssn | C::MedicalRecord | C::HealthPlan | C::Biometric
    )
}
