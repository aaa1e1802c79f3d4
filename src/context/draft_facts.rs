//! What holds for a draft as a whole: where it appears, which cues it has, and how likely it
//! speaks of one person's care.

use std::ops::Range;

use smallvec::SmallVec;

use super::around::{Lines, kinds_of_draft};
use super::network;
use super::pairs::Pair;
use super::sections::{Section, Sections, Stretch};
use super::{FEW, Field, Weights};
use crate::draft::{Draft, Surface};
use crate::finding::{Candidate, Category, Cue, Feature, Model, Near};
use crate::lexicon::Class;
use crate::text::{Document, Kept, keep};

/// What the host's policy knows of its own people, contacts and places.
pub(crate) trait Host {
    /// Whether a name is one of the staff.
    fn is_staff(&self, name: &str) -> bool;
    /// Whether a phone, e-mail, link or handle is the organisation's own.
    fn is_own_contact(&self, contact: &str) -> bool;
    /// Whether a place is the organisation's own.
    fn is_own_place(&self, place: &str) -> bool;
}

/// What holds for every candidate of a draft.
pub(crate) struct DraftFacts<'a> {
    draft: &'a Draft,
    host: &'a dyn Host,
    pub cues: Class,
    /// The features of the draft as a whole, for its own model.
    #[cfg_attr(not(feature = "fit"), allow(dead_code))] // The fit reads what a scan has summed up.
    pub features: Kept<(Feature, f32)>,
    pub gist: Gist,
    /// The gist as what stands in the draft sees it.
    scaled: [f32; 2],
    /// The sections of long fields.
    pub sections: Sections,
    /// By field and sentence: the gist of its words alone.
    sentences: SmallVec<[Kept<[f32; 2]>; FEW]>,
}

/// What the words of a draft, or of a section of it, say together.
#[derive(Clone, Copy)]
pub(crate) struct Gist {
    /// How likely it speaks of one person's care, in log-odds.
    pub individual: f32,
    /// How likely it has to be stopped, in log-odds.
    pub stopped: f32,
}

impl Gist {
    /// Below all others.
    pub const LEAST: Self = Self { individual: f32::NEG_INFINITY, stopped: f32::NEG_INFINITY };

    /// The greater of both, each by itself.
    pub fn max(self, other: Self) -> Self {
        Self { individual: self.individual.max(other.individual), stopped: self.stopped.max(other.stopped) }
    }

    /// Both on a scale from -1 to 1.
    fn scaled(self) -> [f32; 2] {
        [self.individual, self.stopped].map(scaled)
    }
}

fn scaled(sum: f32) -> f32 {
    (sum / 2.0).tanh()
}

keep!([f32; 2]);

/// Classes that must stand in one sentence, and what the pair says.
const PAIRS: &[(Class, Class, Feature)] = &[
    (Class::THIRD_PERSON, Class::CARE_VERB, Feature::PAIR_THIRD_CARE),
    (Class::THIRD_PERSON, Class::HEALTH, Feature::PAIR_THIRD_HEALTH),
    (Class::THIRD_PERSON, Class::LIFE_EVENT, Feature::PAIR_THIRD_LIFE),
    (Class::PATIENT_NOUN, Class::CARE_VERB, Feature::PAIR_PATIENT_CARE),
    (Class::PATIENT_NOUN, Class::FIRST_PLURAL.or(Class::FIRST_SINGULAR), Feature::PAIR_PATIENT_OUR),
    (Class::SECOND_PERSON, Class::CARE_NOUN, Feature::PAIR_YOU_CARE_NOUN),
    (Class::SECOND_PERSON, Class::CARE_VERB, Feature::PAIR_YOU_CARE_VERB),
    (Class::FAMILY, Class::HEALTH, Feature::PAIR_FAMILY_HEALTH),
    (Class::ADVICE, Class::SECOND_PERSON, Feature::PAIR_ADVICE_YOU),
    (Class::STATISTIC, Class::HEALTH, Feature::PAIR_STATISTIC_HEALTH),
    (Class::FIRST_SINGULAR, Class::PATIENT_NOUN, Feature::PAIR_I_PATIENT),
    (Class::INCIDENT, Class::CARE_VERB, Feature::PAIR_INCIDENT_CARE),
];

/// What says more in a reply, where everybody sees who is addressed.
const IN_REPLY: &[(&[Feature], Feature)] = &[
    (&[Feature::CARE_ADDRESSED], Feature::REPLY_ADDRESSED),
    (&[Feature::TOLD_OF_YOU, Feature::TOLD_OF_THIRD, Feature::TOLD_BY_US], Feature::REPLY_TOLD),
    (&[Feature::CLAUSE_CARE_NOUN, Feature::CLAUSE_CARE_VERB, Feature::CLAUSE_BILLING], Feature::REPLY_CARE),
    (&[Feature::CLAUSE_GENERAL, Feature::CLAUSE_FEEDBACK, Feature::CLAUSE_IF], Feature::REPLY_GENERAL),
];

/// Most drafts have candidates of at most so many rules.
const FEW_RULES: usize = 16;

/// A draft of at most this many words is very short.
const SHORT: usize = 14;

impl<'a> DraftFacts<'a> {
    pub fn of(draft: &'a Draft, host: &'a dyn Host, fields: &[Field<'_>], weights: &Weights) -> Self {
        let whole: SmallVec<[Stretch<'_, '_>; FEW]> = fields.iter().map(Stretch::whole).collect();
        let (features, gist) = read(&whole, draft.surface, weights);
        let sections = Sections::of(fields, |stretch| read(&[stretch], draft.surface, weights).1);
        let sentences = fields.iter().map(|field| sentences_of(field, draft.surface, weights)).collect();
        let (cues, scaled) = (cues_of(&whole), gist.scaled());
        Self { draft, host, cues, features, gist, scaled, sections, sentences }
    }

    /// What a sentence of a field says, by itself, of all that is in it.
    pub fn of_sentence(&self, field: usize, sentence: u32) -> [(Feature, f32); 2] {
        let gist = self.sentences.get(field).and_then(|field| field.get(sentence as usize));
        let [individual, stopped] = gist.copied().unwrap_or_default();
        [(Feature::SENTENCE_INDIVIDUAL, individual), (Feature::SENTENCE_STOPPED, stopped)]
    }

    /// What the draft says of each word of a section of it being part of a passage.
    pub fn of_words(
        &self,
        section: Option<&Section>,
    ) -> impl Iterator<Item = (Feature, f32)> + Clone + use<> {
        std::iter::once((Feature::BIAS, 1.0)).chain(self.of_all(section))
    }

    /// What the draft says of all that is in a section of it.
    fn of_all(&self, section: Option<&Section>) -> impl Iterator<Item = (Feature, f32)> + Clone + use<> {
        let whole = self.scaled;
        let more = section.map(|section| {
            let [individual, stopped] = section.gist.scaled();
            [
                (Feature::SECTION_INDIVIDUAL, individual - whole[0]),
                (Feature::SECTION_STOPPED, stopped - whole[1]),
            ]
        });
        let whole = [(Feature::INDIVIDUAL_CARE, whole[0]), (Feature::HAS_TO_BE_STOPPED, whole[1])];
        let surface = surface_feature(self.draft.surface).map(|surface| (surface, 1.0));
        whole.into_iter().chain(surface).chain(more.into_iter().flatten())
    }

    /// Adds what the draft says about a candidate.
    pub fn describe(
        &self,
        field: &Field<'_>,
        lines: &Lines,
        words: Range<usize>,
        section: Option<&Section>,
        candidate: &mut Candidate,
    ) {
        self.of_all(section).for_each(|(feature, value)| candidate.see_times(feature, value));
        if self.draft.surface == Surface::Reply {
            for (seen, feature) in IN_REPLY {
                if seen.iter().any(|one| candidate.saw(*one)) {
                    candidate.see(*feature);
                }
            }
        }
        let answers = matches!(self.draft.surface, Surface::Reply | Surface::Comment | Surface::Message);
        position(&field.document, lines, words, candidate, answers);
        let text = &field.document.text()[candidate.span.clone()];
        let (own, place) = match candidate.category {
            Category::Name => (self.host.is_staff(text), false),
            Category::Place => (self.host.is_own_place(text), self.is_account_place(text)),
            _ => (self.host.is_own_contact(text), false),
        };
        if own {
            candidate.see(Feature::POLICY_STAFF);
        }
        if place {
            candidate.see(Feature::SAME_AS_PLACE);
        }
        let reviewer = self.draft.reviewer.as_deref();
        if reviewer.is_some_and(|name| shares_word(name, text)) {
            candidate.see(Feature::SAME_AS_REVIEWER);
        }
    }

    fn is_account_place(&self, text: &str) -> bool {
        self.draft.place.as_deref().is_some_and(|place| shares_word(place, text))
    }
}

fn cues_of(stretches: &[Stretch<'_, '_>]) -> Class {
    stretches.iter().fold(Class::NONE, |sum, stretch| sum.or(stretch.cues()))
}

/// What is seen of stretches of a draft together, and what that and their words come to.
fn read(stretches: &[Stretch<'_, '_>], surface: Surface, weights: &Weights) -> (Kept<(Feature, f32)>, Gist) {
    let mut features: Kept<(Feature, f32)> = [(Feature::BIAS, 1.0)].into_iter().collect();
    for cue in Cue::all_of(cues_of(stretches).0) {
        features.push((Feature::cue(cue, Near::Draft), 1.0));
    }
    if let Some(surface) = surface_feature(surface) {
        features.push((surface, 1.0));
    }
    for (one, other, feature) in PAIRS {
        if stretches.iter().any(|stretch| stand_together(stretch, *one, *other)) {
            features.push((*feature, 1.0));
            let care = matches!(*feature, Feature::PAIR_YOU_CARE_NOUN | Feature::PAIR_YOU_CARE_VERB);
            if care && surface == Surface::Reply {
                features.push((Feature::PAIR_REPLY_YOU_CARE, 1.0));
            }
        }
    }
    if stretches.iter().map(|stretch| stretch.words.len()).sum::<usize>() <= SHORT {
        features.push((Feature::SHORT_DRAFT, 1.0));
    }
    kinds_of_draft(stretches, |feature| features.push((feature, 1.0)));
    features.extend(told_of(stretches, weights).into_iter().flat_map(network::of_draft));
    let sum = |model| features.iter().map(|(f, value)| weights.recognise(model, *f) * value).sum();
    let mut gist = Gist { individual: sum(Model::Draft), stopped: sum(Model::Stop) };
    let rules = stretches.iter().flat_map(Stretch::candidates).map(|c| &*c.label.rule);
    let mut rules: SmallVec<[&str; FEW_RULES]> = rules.collect();
    rules.sort_unstable();
    rules.dedup();
    gist.individual += rules.into_iter().map(|id| weights.rule(id).draft).sum::<f32>();
    let words = stretches.iter().map(|stretch| (stretch.known(), stretch.pairs()));
    let [individual, stopped] = weights.vocabulary.of_draft(words, surface == Surface::Reply);
    gist.individual += individual;
    gist.stopped += stopped;
    (features, gist)
}

/// What the words of each sentence of a field come to.
fn sentences_of(field: &Field<'_>, surface: Surface, weights: &Weights) -> Kept<[f32; 2]> {
    let words = field.document.words();
    let mut gists = Kept::of([0.0; 2], field.document.sentences().len());
    let mut start = 0;
    for sentence in words.chunk_by(|one, next| one.sentence == next.sentence) {
        let range = start..start + sentence.len();
        start = range.end;
        let (known, pairs) = (&field.known[range.clone()], Pair::within(&field.pairs, &range));
        let gist = weights.vocabulary.of_sentence(known, pairs, surface == Surface::Reply);
        if let Some(slot) = gists.get_mut(sentence[0].sentence as usize) {
            *slot = gist.map(scaled);
        }
    }
    gists
}

fn surface_feature(surface: Surface) -> Option<Feature> {
    match surface {
        Surface::Reply => Some(Feature::SURFACE_REPLY),
        Surface::Event => Some(Feature::SURFACE_EVENT),
        Surface::Caption => Some(Feature::SURFACE_CAPTION),
        Surface::Comment | Surface::Message => Some(Feature::SURFACE_COMMENT),
        Surface::Newsletter | Surface::Blog => Some(Feature::SURFACE_NEWSLETTER),
        Surface::Post => None,
    }
}

/// Whether two texts share a word of three letters or more.
fn shares_word(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts.filter(|w| w.len() > 2).map(str::to_lowercase).collect()
    };
    let theirs = words(other);
    words(one).iter().any(|word| theirs.contains(word))
}

/// Whether words of both classes stand in one sentence.
fn stand_together(stretch: &Stretch<'_, '_>, one: Class, other: Class) -> bool {
    let cues = &stretch.field.cues;
    if !cues.all().has(one) || !cues.all().has(other) {
        return false;
    }
    let (mut sentence, mut sum) = (u32::MAX, Class::NONE);
    for index in stretch.words.clone() {
        let word = stretch.field.document.words()[index];
        if word.sentence != sentence {
            (sentence, sum) = (word.sentence, Class::NONE);
        }
        sum = sum.or(cues.at(index));
        if sum.has(one) && sum.has(other) {
            return true;
        }
    }
    false
}

/// How near the start or the end of the text counts as a salutation or a signature, in words.
const SALUTATION: usize = 4;
const SIGNATURE: usize = 6;

fn position(
    document: &Document<'_>,
    lines: &Lines,
    words: Range<usize>,
    candidate: &mut Candidate,
    answers: bool,
) {
    let count = document.words().len();
    let all = document.text();
    let (before, after) = (&all[..candidate.span.start], &all[candidate.span.end..]);
    if words.start < SALUTATION {
        candidate.see(Feature::TEXT_START);
        if after.trim_start().starts_with([',', '!', ':']) || after.starts_with(" -") {
            candidate.see(Feature::GREETED);
        }
    }
    if count.saturating_sub(words.end) < SIGNATURE {
        candidate.see(Feature::TEXT_END);
    }
    let lead = before.trim_end();
    let closes = after.is_empty() || after.starts_with([',', '.', '!', '?', '\n']);
    if candidate.category == Category::Name && closes && (lead.is_empty() || lead.ends_with(',')) {
        candidate.see(Feature::ADDRESSED);
        if answers {
            candidate.see(Feature::ADDRESSED_REPLY);
        }
    }
    if lead.ends_with('-') && before.ends_with(' ') {
        candidate.see(Feature::DASH_BEFORE);
        if count.saturating_sub(words.end) < SIGNATURE {
            candidate.see(Feature::SIGNED);
        }
    }
    let line = before[lines.start(candidate.span.start)..].trim_start();
    if line.starts_with(['-', '*', '+']) || line.starts_with(|c: char| c.is_ascii_digit()) {
        candidate.see(Feature::LINE_ITEM);
    }
}

/// What the network tells of the draft: what it tells of the first stretch, and of any other that is more than the
/// name of a picture and speaks for one person's care or a stop by itself. So another field never softens it.
fn told_of(stretches: &[Stretch<'_, '_>], weights: &Weights) -> Option<[f32; network::ASKED]> {
    let told = |stretch: &Stretch<'_, '_>| weights.network.of_stretch(stretch.told());
    let mut stretches = stretches.iter();
    let first = stretches.find_map(told)?;
    let others = stretches.filter(|stretch| stretch.words.len() > SHORT).filter_map(told);
    Some(others.fold(first, |told, other| {
        std::array::from_fn(|at| if other[at] > 0.0 { told[at].max(other[at]) } else { told[at] })
    }))
}
