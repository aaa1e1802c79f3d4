//! Joins dates that stand side by side: to a reader "Saturday Oct 18, 9a-1p" is one date.
//!
//! The rules find its parts, a weekday, a day and the hours. Reported one by one they would be
//! three findings for one appointment, and none of them would show what tells an announcement from
//! a story: that a date is complete.

use crate::finding::{Candidate, Candidates, Category, Feature};
use crate::text::Document;

/// Parts are joined over at most so many bytes.
const LONGEST_GAP: usize = 9;

/// Words that may stand between two parts of one date.
const JOINERS: &[&str] =
    &["", "a", "and", "at", "between", "by", "from", "in", "of", "on", "the", "thru", "til", "to", "until"];

/// Adds, for every run of dates that are one date, a candidate that covers them all.
pub(crate) fn join(document: &Document<'_>, candidates: &mut Candidates) {
    let text = document.text();
    let parts = longest_parts(candidates);
    let continues = |pair: &[&Candidate]| {
        let (before, after) = (&pair[0].span, &pair[1].span);
        is_joint(&text[before.clone()], &text[before.end..after.start])
    };
    let mut whole = Vec::new();
    let mut start = 0;
    while start < parts.len() {
        let joints = parts[start..].windows(2).take_while(|pair| continues(pair)).count();
        let run = &parts[start..=start + joints];
        if joints > 0 {
            whole.push(joined(run));
        }
        start += run.len();
    }
    whole.into_iter().for_each(|date| candidates.push(date));
}

/// The dates of a field in order; of overlapping ones the first, and of those the longest.
fn longest_parts(candidates: &Candidates) -> Vec<&Candidate> {
    let mut parts: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.category == Category::Date).collect();
    parts.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
    let mut end = 0;
    parts.retain(|part| {
        let free = part.span.start >= end;
        end = end.max(part.span.end);
        free
    });
    parts
}

/// Whether what stands between two dates makes one of them.
fn is_joint(before: &str, gap: &str) -> bool {
    let gap = match gap.strip_prefix('.') {
        Some(rest) if is_short_weekday(before) => rest,
        Some(_) => return false,
        None => gap,
    };
    gap.len() <= LONGEST_GAP
        && gap
            .split([' ', ',', '@', '|', '-', '&', '/'])
            .all(|word| JOINERS.iter().any(|joiner| word.eq_ignore_ascii_case(joiner)))
}

/// "Sat" may be followed by a full stop inside a date; "Saturday" ends a sentence with it.
fn is_short_weekday(part: &str) -> bool {
    part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// One candidate for a run: the longest part speaks for it, and an event of any part for all.
fn joined(run: &[&Candidate]) -> Candidate {
    let longest = run.iter().copied().max_by_key(|part| part.span.len()).unwrap_or(run[0]);
    let mut whole = longest.clone();
    whole.span = run[0].span.start..run[run.len() - 1].span.end;
    whole.role = run.iter().find_map(|part| part.role);
    #[allow(clippy::cast_precision_loss)] // a handful
    whole.see_times(Feature::DATE_PARTS, (run.len() - 1).min(3) as f32);
    let is_time = |part: &&Candidate| part.label.rule.starts_with("times.");
    if run.iter().any(is_time) && !run.iter().all(is_time) {
        whole.see(Feature::WITH_TIME);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The joined dates of a text in which every date is marked.
    fn joins(marked: &str) -> Vec<String> {
        let mut text = String::new();
        let mut candidates = Candidates::default();
        for (index, piece) in marked.split(['[', ']']).enumerate() {
            if index % 2 == 1 {
                let span = text.len()..text.len() + piece.len();
                let rule = if piece.contains(':') { "times.clock" } else { "dates.any" };
                candidates.push(Candidate::new(span, Category::Date, rule, 0.0));
            }
            text.push_str(piece);
        }
        let parts = candidates.len();
        join(&Document::new(&text), &mut candidates);
        candidates.into_vec()[parts..].iter().map(|whole| text[whole.span.clone()].to_owned()).collect()
    }

    #[test]
    fn parts_of_one_date_become_one() {
        assert_eq!(
            joins("come [Saturday] [Oct 18], [9:00] to [13:00] all"),
            ["Saturday Oct 18, 9:00 to 13:00"]
        );
        assert_eq!(joins("[Sat]. [June 20]. Register"), ["Sat. June 20"]);
        assert_eq!(joins("on [7/19] at [9:02] from home"), ["7/19 at 9:02"]);
        assert_eq!(joins("[Friday, January 9] | [12:00]"), ["Friday, January 9 | 12:00"]);
    }

    #[test]
    fn dates_of_two_sentences_or_two_lines_stay_apart() {
        assert!(joins("until [Friday]. [Monday] we rest").is_empty());
        assert!(joins("[Friday]\n[Monday]").is_empty());
        assert!(joins("born [Monday], home since [Friday]").is_empty());
    }

    #[test]
    fn a_part_inside_a_longer_one_does_not_count_twice() {
        let mut candidates = Candidates::default();
        for span in [0..8, 0..22, 16..22] {
            candidates.push(Candidate::new(span, Category::Date, "dates.any", 0.0));
        }
        join(&Document::new("Saturday before Easter"), &mut candidates);
        assert_eq!(candidates.len(), 3);
    }

    #[test]
    fn a_joined_date_says_that_it_is_whole_and_has_a_time() {
        let mut candidates = Candidates::default();
        candidates.push(Candidate::new(0..6, Category::Date, "dates.month_day", 0.0));
        candidates.push(Candidate::new(7..11, Category::Date, "times.clock", 0.0));
        join(&Document::new("Oct 18 9:00"), &mut candidates);
        let whole = candidates.into_vec().pop().unwrap();
        assert_eq!(whole.label.rule, "dates.month_day");
        assert!(whole.saw(Feature::DATE_PARTS) && whole.saw(Feature::WITH_TIME));
    }
}
