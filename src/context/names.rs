//! Mentions of one person share what is known of her: "Dr. Alicia Moreno … Alicia".

use super::{Field, Judged, ROLES, Weights, weigh};
use crate::finding::{Category, Feature};
use crate::text::Kept;

/// Shorter words are no tie between two mentions.
const TIE: usize = 3;

/// Pools the role evidence of mentions that share a word, and lets a sure mention speak for a
/// doubtful one.
pub(super) fn pool_mentions(fields: &[Field<'_>], judged: &mut [Kept<Judged>], weights: &Weights) {
    let names =
        judged.iter().flat_map(|list| list.iter()).filter(|item| item.candidate.category == Category::Name);
    if names.count() < 2 {
        return;
    }
    let mut mentions: Vec<(&str, usize, usize)> = Vec::new();
    for (at, (field, list)) in fields.iter().zip(judged.iter()).enumerate() {
        for (index, item) in list.iter().enumerate() {
            if item.candidate.category != Category::Name {
                continue;
            }
            for word in item.words.clone() {
                let text = field.document.stem(word);
                if text.len() >= TIE {
                    mentions.push((text, at, index));
                }
            }
        }
    }
    // In the order of the words, so that the same draft is pooled the same way.
    mentions.sort_by(|(one, ..), (other, ..)| small(one).cmp(small(other)));
    let of_one = |a: &(&str, usize, usize), b: &(&str, usize, usize)| a.0.eq_ignore_ascii_case(b.0);
    for tied in mentions.chunk_by(of_one).filter(|tied| tied.len() > 1) {
        let surest = tied.iter().map(|&(_, f, i)| judged[f][i].is).fold(f32::MIN, f32::max);
        #[allow(clippy::cast_precision_loss)] // mentions in one draft
        let count = tied.len() as f32;
        let mut pooled = [0.0; ROLES.len()];
        for &(_, f, i) in tied {
            for (sum, z) in pooled.iter_mut().zip(judged[f][i].roles) {
                *sum += z / count;
            }
        }
        for &(_, f, i) in tied {
            let item = &mut judged[f][i];
            if item.is < surest && surest > 0.0 && !item.candidate.saw(Feature::FIRST_MENTION) {
                item.candidate.see(Feature::FIRST_MENTION);
                weigh(item, weights);
            }
            item.roles = pooled;
            item.decide_role();
        }
    }
}

/// The letters of a word, small ones for capitals.
fn small(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().map(|byte| byte.to_ascii_lowercase())
}
