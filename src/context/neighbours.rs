//! What a date, a place or a number takes from the names and care phrases beside it.

use super::{Field, Judged, Turn, turn};
use crate::finding::{Category, Feature, Model, Role};
use crate::text::{Kept, keep};

/// From this probability on, a judged name, age or care phrase speaks for its neighbours.
const SPEAKS: f32 = 0.5;

/// What the judged items of one sentence say.
#[derive(Clone, Copy, Default)]
struct Sentence {
    patient: bool,
    provider: bool,
    public: bool,
    care: bool,
    age: bool,
    id: bool,
    contact: bool,
}

keep!(Sentence);

/// Whether a list holds a patient's name.
pub(super) fn names_a_patient(list: &[Judged]) -> bool {
    list.iter().any(|item| item.candidate.category == Category::Name && item.score().get() >= SPEAKS)
}

/// Adds to every item whose turn it is what the judged ones of its sentence say.
pub(super) fn see(field: &Field<'_>, list: &mut [Judged], now: Turn) {
    if list.iter().all(|item| turn(item.candidate.category) != now) {
        return;
    }
    let words = field.document.words();
    let count = words.last().map_or(0, |word| word.sentence as usize + 1);
    let mut sentences = Kept::of(Sentence::default(), count + 1);
    let sentence_of =
        |item: &Judged| field.document.sentence_of(item.words.start).map_or(count, |at| at as usize);
    // A contact says that it is there; everything else only what it was judged to be.
    let speaks = |item: &&Judged| {
        turn(item.candidate.category) < now || Model::of(item.candidate.category) == Model::Contact
    };
    for item in list.iter().filter(speaks) {
        let says = &mut sentences[sentence_of(item)];
        let (named, sure) = (item.recognised() >= SPEAKS, item.score().get() >= SPEAKS);
        match Model::of(item.candidate.category) {
            Model::Name => {
                says.patient |= sure;
                says.provider |= named && item.role == Role::Provider;
                says.public |= named && item.role == Role::Public;
            }
            Model::Care => says.care |= sure,
            Model::Age => says.age |= sure,
            Model::Number => says.id |= sure,
            Model::Contact => says.contact = true,
            _ => {}
        }
    }
    for item in list.iter_mut() {
        if turn(item.candidate.category) != now {
            continue;
        }
        let at = sentence_of(item);
        let here = sentences[at];
        let near = sentences[at.saturating_sub(1)].care || sentences.get(at + 1).is_some_and(|s| s.care);
        for (holds, feature) in [
            (here.patient, Feature::PATIENT_NAME_SENTENCE),
            (here.provider, Feature::PROVIDER_NAME_SENTENCE),
            (here.public, Feature::PUBLIC_NAME_SENTENCE),
            (here.care, Feature::CARE_SENTENCE),
            (near && !here.care, Feature::CARE_NEAR),
            (here.age, Feature::AGE_SENTENCE),
            (here.id, Feature::ID_SENTENCE),
            (here.contact, Feature::CONTACT_SENTENCE),
        ] {
            if holds {
                item.candidate.see(feature);
            }
        }
    }
}
