//! The last look: what else a text tells, before a candidate, after it and right beside it.
//!
//! What somebody was treated for is told once; what says it again two sentences on is seldom marked by anybody, and
//! words that would pass alone mean somebody beside a date. So when everything is judged, confirmations, details,
//! dates and places are looked at once more: the likeliest of each kind that ends before it, that starts behind it
//! or that touches it has a fitted weight, and so have the sentences that tell of the same kind.

use super::sentences::likely;
use super::{Field, Judged, Weights};
use crate::finding::{Feature, Model};
use crate::text::{Kept, keep};

/// The kinds of what is told.
const KINDS: usize = 7;

const BEFORE: [Feature; KINDS] = [
    Feature::TOLD_BEFORE_CARE,
    Feature::TOLD_BEFORE_DETAIL,
    Feature::TOLD_BEFORE_NAME,
    Feature::TOLD_BEFORE_DATE,
    Feature::TOLD_BEFORE_PLACE,
    Feature::TOLD_BEFORE_AGE,
    Feature::TOLD_BEFORE_NUMBER,
];
const AFTER: [Feature; KINDS] = [
    Feature::TOLD_AFTER_CARE,
    Feature::TOLD_AFTER_DETAIL,
    Feature::TOLD_AFTER_NAME,
    Feature::TOLD_AFTER_DATE,
    Feature::TOLD_AFTER_PLACE,
    Feature::TOLD_AFTER_AGE,
    Feature::TOLD_AFTER_NUMBER,
];
const BESIDE: [Feature; KINDS] = [
    Feature::TOLD_BESIDE_CARE,
    Feature::TOLD_BESIDE_DETAIL,
    Feature::TOLD_BESIDE_NAME,
    Feature::TOLD_BESIDE_DATE,
    Feature::TOLD_BESIDE_PLACE,
    Feature::TOLD_BESIDE_AGE,
    Feature::TOLD_BESIDE_NUMBER,
];

/// Whether the last look saw it.
#[cfg(feature = "fit")]
pub(crate) fn is_of_last_look(feature: Feature) -> bool {
    (Feature::TOLD_ALL..=Feature::TOLD_OFTEN).contains(&feature)
}

fn kind(model: Model) -> usize {
    match model {
        Model::Care => 0,
        Model::Detail => 1,
        Model::Name => 2,
        Model::Date => 3,
        Model::Place => 4,
        Model::Age => 5,
        _ => 6,
    }
}

/// So many bytes apart two things are still beside each other.
const APART: usize = 12;
/// So many sentences are many.
const MANY: usize = 4;
/// Nothing says more than what is so likely.
const MOST: f32 = 2.0;

/// What may be told: of each kind how likely, 0 to [`MOST`].
type Likely = [f32; KINDS];

/// A judged candidate as one that stands elsewhere sees it.
#[derive(Clone, Copy)]
struct Told {
    /// Its place in the list of its field.
    at: usize,
    kind: usize,
    start: usize,
    end: usize,
    sentence: u32,
    likely: f32,
}

keep!(Told, Likely, (usize, u32));

impl Told {
    /// None for what is unlikely by far.
    fn of(field: &Field<'_>, at: usize, item: &Judged) -> Option<Self> {
        // A score is no likelier than either half of it.
        if likely(item.is) <= 0.0 {
            return None;
        }
        let likely = likely(item.score().log_odds()).min(MOST);
        let span = &item.candidate.span;
        (likely > 0.0).then(|| Told {
            at,
            kind: kind(Model::of(item.candidate.category)),
            start: span.start,
            end: span.end,
            sentence: field.document.sentence_of(item.words.start).unwrap_or(u32::MAX),
            likely,
        })
    }

    fn is_sure(&self) -> bool {
        self.likely > 1.0
    }
}

/// What is told on one side of a place; the side behind it is read backwards.
struct Side {
    /// Ordered by where each ends.
    told: Kept<Told>,
    end: fn(&Told) -> usize,
    /// The likeliest of each kind up to there.
    most: Kept<Likely>,
}

impl Side {
    fn of(told: &[Told], end: fn(&Told) -> usize) -> Self {
        let mut told: Kept<Told> = told.iter().copied().collect();
        told.sort_unstable_by_key(end);
        let mut most: Kept<Likely> = Kept::new();
        let mut so_far = [0.0_f32; KINDS];
        for one in told.iter() {
            so_far[one.kind] = so_far[one.kind].max(one.likely);
            most.push(so_far);
        }
        Self { told, end, most }
    }

    /// The likeliest of each kind that end at `place` or before, and which of them surely stand right there.
    fn up_to(&self, place: usize, sentence: u32) -> (Likely, [bool; KINDS]) {
        let count = self.told.partition_point(|one| (self.end)(one) <= place);
        let mut beside = [false; KINDS];
        let near = |one: &&Told| place - (self.end)(one) <= APART;
        for one in self.told[..count].iter().rev().take_while(near) {
            beside[one.kind] |= one.is_sure() && one.sentence == sentence;
        }
        (count.checked_sub(1).map_or([0.0; KINDS], |last| self.most[last]), beside)
    }
}

fn is_looked_at(item: &Judged) -> bool {
    matches!(Model::of(item.candidate.category), Model::Care | Model::Detail | Model::Date | Model::Place)
}

/// Looks once more at the confirmations, details, dates and places of a field. What is unlikely by far stays so.
pub(super) fn look(field: &Field<'_>, list: &mut [Judged], weights: &Weights) {
    let told: Kept<Told> =
        list.iter().enumerate().filter_map(|(at, item)| Told::of(field, at, item)).collect();
    if !told.iter().any(|one| is_looked_at(&list[one.at])) {
        return;
    }
    let before = Side::of(&told, |one| one.end);
    // Read backwards, what starts behind a place ends before it.
    let after = Side::of(&told, |one| usize::MAX - one.start);
    let mut sentences: Kept<(usize, u32)> =
        told.iter().filter(|one| one.is_sure()).map(|one| (one.kind, one.sentence)).collect();
    sentences.sort_unstable();
    sentences.dedup();
    for own in told.iter() {
        let item = &mut list[own.at];
        if !is_looked_at(item) {
            continue;
        }
        let model = Model::of(item.candidate.category);
        let (ahead, touching) = before.up_to(own.start, own.sentence);
        let (behind, touched) = after.up_to(usize::MAX - own.end, own.sentence);
        let counted = sentences.binary_search(&(own.kind, own.sentence)).is_ok();
        let of_kind = sentences.partition_point(|(kind, _)| *kind <= own.kind)
            - sentences.partition_point(|(kind, _)| *kind < own.kind);
        let others = (of_kind - usize::from(counted)).min(MANY) as f32 / MANY as f32;
        let sides = BEFORE.into_iter().zip(ahead).chain(AFTER.into_iter().zip(behind));
        let beside = BESIDE.into_iter().zip(touching.iter().zip(touched).map(|(one, other)| *one || other));
        let beside = beside.map(|(feature, is)| (feature, if is { 1.0 } else { 0.0 }));
        let all = [(Feature::TOLD_ALL, 1.0), (Feature::TOLD_OFTEN, others)];
        for (feature, value) in all.into_iter().chain(sides).chain(beside).filter(|(_, value)| *value > 0.0) {
            item.candidate.see_times(feature, value);
            let [is, roles @ ..] = weights.row(model, feature);
            item.is += is * value;
            if !model.is_made_of_words() {
                item.roles.iter_mut().zip(roles).for_each(|(sum, weight)| *sum += weight * value);
            }
        }
        if !model.is_made_of_words() {
            item.decide_role();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{CueMap, ROLES};
    use crate::finding::{Candidate, Category, Role};
    use crate::lexicon::Reading;
    use crate::text::Document;

    const TEXT: &str = "Ann came on May 3. We set her wrist on June 9. Home since. Her wrist is fine.";

    fn field() -> Field<'static> {
        let document = Document::new(TEXT);
        let reading = Reading::of(&document);
        let cues = CueMap::of(&document, &reading);
        Field {
            document,
            reading,
            cues,
            known: Kept::new(),
            pairs: Kept::new(),
            candidates: Vec::new(),
            told: Kept::new(),
        }
    }

    /// Part of the text, a patient's for certain if it is what it says, which is so likely in log-odds.
    fn judged(field: &Field<'_>, part: &str, category: Category, is: f32) -> Judged {
        let start = TEXT.find(part).unwrap();
        let candidate = Candidate::new(start..start + part.len(), category, "own.rule", 0.0);
        let words = field.document.words_at(&candidate.span);
        let roles = [40.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let (said_inside, said_beside) = (0.0, [0.0; ROLES.len()]);
        Judged { candidate, words, said_inside, said_beside, is, roles, role: Role::Patient }
    }

    /// What the last look says of each of them, with the change of its log-odds.
    fn looked(parts: &[(&str, Category, f32)]) -> Vec<(Vec<(Feature, f32)>, f32)> {
        let field = field();
        let mut list: Vec<Judged> =
            parts.iter().map(|(part, category, is)| judged(&field, part, *category, *is)).collect();
        let weights =
            Weights::parse("[recognise.care]\ntold_before_date = 0.5\ntold_often = -1.0", "").unwrap();
        look(&field, &mut list, &weights);
        let rounded = |(feature, value): &(Feature, f32)| (*feature, (value * 100.0).round() / 100.0);
        let seen = |item: &Judged| item.candidate.features.iter().map(rounded).collect();
        list.iter().zip(parts).map(|(item, (_, _, is))| (seen(item), item.is - is)).collect()
    }

    #[test]
    fn the_likeliest_of_each_kind_before_and_behind_is_seen_and_what_touches() {
        let found = looked(&[
            ("set her wrist", Category::Care, 0.0),
            ("June 9", Category::Date, 2.0),
            ("May 3", Category::Date, -2.0),
            ("Ann", Category::Name, 4.0),
            ("May", Category::Date, -8.0),
        ]);
        let (care, change) = &found[0];
        assert_eq!(
            *care,
            [
                (Feature::TOLD_ALL, 1.0),
                (Feature::TOLD_BEFORE_NAME, 2.0),
                (Feature::TOLD_BEFORE_DATE, 0.5),
                (Feature::TOLD_AFTER_DATE, 1.5),
                (Feature::TOLD_BESIDE_DATE, 1.0),
            ]
        );
        assert!((change - 0.25).abs() < 1e-3, "{change}");
        // A name is not looked at again, and no weight here speaks of dates.
        assert_eq!(found[3].0, []);
        assert!(found[1].0.contains(&(Feature::TOLD_BEFORE_DATE, 0.5)) && found[1].1 == 0.0);
    }

    #[test]
    fn what_overlaps_is_the_same_telling_and_other_sentences_that_tell_of_the_kind_count() {
        let found = looked(&[
            ("set her wrist", Category::Care, 1.0),
            ("her wrist on", Category::Care, 1.0),
            ("wrist is", Category::Care, 1.0),
            ("Home since", Category::Care, -1.0),
        ]);
        let often =
            |at: usize| found[at].0.iter().find(|(seen, _)| *seen == Feature::TOLD_OFTEN).map(|(_, n)| *n);
        assert_eq!([often(0), often(2), often(3)], [Some(0.25), Some(0.25), Some(0.5)]);
        let before = |at: usize| found[at].0.iter().any(|(seen, _)| *seen == Feature::TOLD_BEFORE_CARE);
        assert!(!before(0) && !before(1) && before(2) && before(3));
    }
}
