//! Long drafts made of short ones: what is told in a newsletter stands among what is nobody's.
//!
//! Few annotated drafts are long. So drafts are put together as a newsletter puts them, one of any kind among
//! harmless ones, and what their candidates and words say of a patient there is learnt from them too. What a draft
//! says as a whole is not: it is asked of each part of a long text by itself.

use phi_preflight::{Draft, Surface};

use crate::data::{Gold, Span};
use crate::learn::FOLDS;

/// How many are made, beside drafts by the thousand.
const COUNT: usize = 700;
/// How many harmless ones stand around one.
const AROUND: usize = 3;
/// Each draft taken lies so many behind the last of its kind, so that neighbours are of several files.
const STRIDE: usize = 37;

/// Drafts put together, to stand behind those they are made of. Each is made of drafts of its own fold: weights that
/// never saw it never saw them.
pub fn joined(gold: &[Gold]) -> Vec<Gold> {
    let posts = |fold: usize, wanted: fn(&Gold) -> bool| -> Vec<&Gold> {
        let of_fold = gold.iter().skip(fold).step_by(FOLDS);
        of_fold.filter(|item| is_post(item.draft.surface) && wanted(item)).collect()
    };
    let folds: Vec<_> =
        (0..FOLDS).map(|fold| (posts(fold, |_| true), posts(fold, |item| item.verdict == "allow"))).collect();
    let make = |at: usize| {
        let (any, harmless) = &folds[(gold.len() + at) % FOLDS];
        let one = *any.get(at * STRIDE % any.len().max(1))?;
        let mut all: Vec<&Gold> = (0..AROUND)
            .filter_map(|next| harmless.get((at * AROUND + next) * STRIDE % harmless.len().max(1)).copied())
            .collect();
        all.insert(at % (AROUND + 1), one);
        Some(join(one, &all))
    };
    (0..COUNT).map_while(make).collect()
}

fn is_post(surface: Surface) -> bool {
    matches!(surface, Surface::Post | Surface::Caption | Surface::Event | Surface::Newsletter | Surface::Blog)
}

/// One draft of several, with the verdict of the one that is not harmless.
fn join(one: &Gold, all: &[&Gold]) -> Gold {
    let (mut text, mut spans, mut length) = (String::new(), Vec::new(), 0);
    for item in all {
        if !text.is_empty() {
            text.push_str("\n\n");
            length += 2;
        }
        let moved = |span: &Span| Span { start: span.start + length, end: span.end + length, ..span.clone() };
        spans.extend(item.spans.iter().map(moved));
        text.push_str(&item.draft.text);
        length += item.draft.text.chars().count();
    }
    let mut draft = Draft::new(text);
    draft.surface = one.draft.surface;
    draft.jurisdiction = one.draft.jurisdiction;
    Gold { draft, verdict: one.verdict.clone(), spans, weight: 1.0 }
}
