//! The overlap rule: higher score first, then longer, then the rule id that sorts first.

use std::ops::Range;

/// What the rule needs to know of an entry.
pub(crate) struct Claim<'a> {
    pub span: Range<usize>,
    pub score: f32,
    pub rule: &'a str,
}

/// Keeps entries that do not overlap. Returns, for each entry, `None` if it is kept or the index
/// of the entry that beat it.
pub(crate) fn resolve(claims: &[Claim<'_>]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|&a, &b| {
        let (x, y) = (&claims[a], &claims[b]);
        y.score
            .total_cmp(&x.score)
            .then_with(|| y.span.len().cmp(&x.span.len()))
            .then_with(|| x.rule.cmp(y.rule))
            .then_with(|| x.span.start.cmp(&y.span.start))
            .then_with(|| a.cmp(&b))
    });
    let mut beaten_by = vec![None; claims.len()];
    let mut kept: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for index in order {
        let span = &claims[index].span;
        let rival = kept.range(..span.end).next_back().map(|(_, &other)| other);
        match rival {
            Some(other) if claims[other].span.end > span.start => beaten_by[index] = Some(other),
            _ => {
                kept.insert(span.start, index);
            }
        }
    }
    beaten_by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(span: Range<usize>, score: f32, rule: &str) -> Claim<'_> {
        Claim { span, score, rule }
    }

    #[test]
    fn score_then_length_then_rule_id_decide() {
        let by_score = resolve(&[claim(0..5, 0.5, "a"), claim(3..9, 0.9, "b")]);
        assert_eq!(by_score, [Some(1), None]);
        let by_length = resolve(&[claim(0..5, 0.9, "a"), claim(0..9, 0.9, "b")]);
        assert_eq!(by_length, [Some(1), None]);
        let by_id = resolve(&[claim(0..5, 0.9, "b"), claim(0..5, 0.9, "a")]);
        assert_eq!(by_id, [Some(1), None]);
        let apart = resolve(&[claim(0..5, 0.9, "b"), claim(5..9, 0.1, "a")]);
        assert_eq!(apart, [None, None]);
    }

    #[test]
    fn an_inner_winner_beats_an_outer_loser() {
        let beaten = resolve(&[claim(0..20, 0.5, "outer"), claim(4..6, 0.9, "inner")]);
        assert_eq!(beaten, [Some(1), None]);
    }
}
