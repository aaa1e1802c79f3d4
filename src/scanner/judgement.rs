//! From findings to the verdict: what the draft says of one person, what consent covers of it, and
//! what both come to under the house's policy.

use std::borrow::Cow;

use crate::context::{Field, Judged};
use crate::draft::Draft;
use crate::finding::{Finding, Score};
use crate::lexicon::Class;
use crate::risk::{self, Answered, Case, Cover, Judgement, Limits, Parts, Policy, RiskWeights, Seen};
use crate::text::{Kept, Shape};

/// Everything that was found in a draft, field by field.
pub(super) struct Found<'a> {
    pub draft: &'a Draft,
    pub names: &'a [Cow<'static, str>],
    pub fields: &'a [Field<'a>],
    pub judged: &'a [Kept<Judged>],
    pub findings: &'a [Finding],
    pub cues: Class,
    /// How likely the draft speaks of one person's care.
    pub individual: Score,
    /// How likely its words say that it has to be stopped.
    pub stopped: Score,
    /// A rule saw it said that somebody is or was no patient.
    pub denies_care: bool,
    pub limited: bool,
}

impl<'a> Found<'a> {
    /// Reaches the verdict.
    pub fn judge(&self, policy: &Policy, limits: &Limits, weights: &RiskWeights) -> Judgement {
        let consents = policy.consents(self.draft);
        let cover =
            |finding: &Finding| consents.cover(finding.category(), finding.role(), self.words_of(finding));
        let covers: Vec<Cover> = self.findings.iter().map(cover).collect();
        // Only a story about one person is described: otherwise there is nobody to be meant, and reasons
        // need no more than where the account is.
        let parts = if self.individual.get() >= limits.individuals_score {
            self.parts(&covers)
        } else {
            let place = self.draft.place.as_deref().filter(|_| !self.findings.is_empty());
            Parts::new(self.draft.jurisdiction, place)
        };
        let answered = Answered::of(self.draft);
        let adds = |wanted: fn(&Finding) -> bool| {
            let open = self.findings.iter().zip(&covers).filter(|(_, cover)| **cover == Cover::No);
            open.map(|(finding, _)| finding).any(|f| wanted(f) && answered.lacks(self.words_of(f)))
        };
        risk::decide(&Case {
            reply_names: adds(|finding| risk::is_name(finding.category())),
            reply_adds: adds(risk::is_fact),
            findings: self.findings,
            covers: &covers,
            consents: &consents,
            parts: &parts,
            surface: self.draft.surface,
            individual: self.individual.get(),
            stopped: self.stopped.get(),
            denies_care: self.denies_care,
            claims_consent: self.cues.has(Class::CONSENT_CUE),
            limited: self.limited,
            limits,
            weights,
        })
    }

    /// The words of the draft a finding stands for.
    fn words_of(&self, finding: &Finding) -> &'a str {
        let field = self.names.iter().position(|name| name == finding.field());
        let source = field.map_or("", |at| self.fields[at].document.source());
        let (start, end) = finding.span().byte;
        source.get(start..end).unwrap_or_default()
    }

    /// What the draft says of one person, without what consent covers.
    fn parts(&self, covers: &[Cover]) -> Parts {
        let mut parts = Parts::new(self.draft.jurisdiction, self.draft.place.as_deref());
        for (finding, cover) in self.findings.iter().zip(covers) {
            if *cover == Cover::No {
                parts.see(&Seen {
                    category: finding.category(),
                    rule: finding.rule(),
                    text: self.words_of(finding),
                });
            }
        }
        if self.cues.has(Class::PATIENT_PHRASE) {
            parts.in_own_care();
        }
        let mut incident = false;
        for (field, judged) in self.fields.iter().zip(self.judged) {
            incident |= hear(field, judged, &mut parts);
        }
        if incident {
            parts.incident();
        }
        parts
    }
}

/// Cues that make a sentence one about a person.
const PERSON: Class = Class::PATIENT_NOUN.or(Class::PATIENT_PHRASE).or(Class::THIRD_PERSON);

/// From this score on what was judged makes its sentence one about a person.
const ABOUT: f32 = 0.5;

/// Adds what the sentences about a person say beside the findings; whether they tell of an incident.
fn hear(field: &Field<'_>, judged: &[Judged], parts: &mut Parts) -> bool {
    let document = &field.document;
    let mut about: Vec<bool> = vec![false; document.sentences().len()];
    let mut mark = |index: usize| {
        let sentence = document.words().get(index).and_then(|word| about.get_mut(word.sentence as usize));
        sentence.into_iter().for_each(|about| *about = true);
    };
    judged.iter().filter(|item| item.score().get() >= ABOUT).for_each(|item| mark(item.words.start));
    for (index, word) in document.words().iter().enumerate() {
        if field.cues.at(index).has(PERSON) || word.shape.has(Shape::IN_HASHTAG) {
            mark(index);
        }
    }
    let heard = |index: usize| about.get(document.words()[index].sentence as usize).copied().unwrap_or(false);
    let indices: Vec<usize> = (0..document.words().len()).filter(|index| heard(*index)).collect();
    let words: Vec<&str> = indices.iter().flat_map(|index| risk::words(document.word(*index))).collect();
    parts.hear(&words);
    let mut incident = false;
    for &index in &indices {
        let cues = field.cues.at(index);
        let class = field.reading.entry(index).class.or(cues);
        incident |= class.has(Class::INCIDENT);
        if class.has(Class::SUPERLATIVE) {
            parts.add_share("superlative", "");
        }
        if class.has(Class::GROUP) {
            parts.add_share("group", document.word(index));
        }
        if class.has(Class::OCCUPATION) && !class.has(Class::STAFF_ROLE.or(Class::CLINICIAN_TITLE)) {
            parts.add_share("occupation", document.word(index));
        }
    }
    incident
}
