//! Cuts words that were glued together, as in hashtags: `teamnoah` is "team" and "noah".

use std::ops::Range;

use super::{Entry, look_up};

/// The longest run of letters that is cut.
const MOST: usize = 40;
/// The longest single part.
const PART: usize = 16;

/// Cuts small or capital ASCII letters into words of the lists, preferring few and common ones.
/// None if the run is too long, has other letters, is one word, or cannot be cut.
pub(crate) fn split_glued(glued: &str) -> Option<Vec<Range<usize>>> {
    let length = glued.len();
    if !(4..=MOST).contains(&length) || !glued.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    // best[end]: the least cost of cutting the first `end` letters, and where its last part starts.
    let mut best: [Option<(u32, usize)>; MOST + 1] = [None; MOST + 1];
    best[0] = Some((0, 0));
    for end in 1..=length {
        for start in end.saturating_sub(PART)..end {
            let Some((before, _)) = best[start] else { continue };
            let Some(part) = cost(&glued[start..end]) else { continue };
            if best[end].is_none_or(|(cost, _)| before + part < cost) {
                best[end] = Some((before + part, start));
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = length;
    while end > 0 {
        let Some((_, start)) = best[end] else { return unlisted(glued) };
        parts.push(start..end);
        end = start;
    }
    parts.reverse();
    (parts.len() > 1).then_some(parts)
}

/// What stands before somebody's name in a hashtag, and behind it.
const BEFORE_NAME: [&str; 5] = ["team", "baby", "prayfor", "justicefor", "flyhigh"];
const BEHIND_NAME: [&str; 3] = ["strong", "glowup", "sarmy"];
/// The letters that a name in no list has at least.
const NAME: usize = 4;

/// Cuts off what stands beside a name that no list has: `teamjaxxyn`.
fn unlisted(glued: &str) -> Option<Vec<Range<usize>>> {
    let small = glued.to_ascii_lowercase();
    let length = |word: Option<&&str>| word.map_or(0, |word| word.len());
    let start = length(BEFORE_NAME.iter().find(|word| small.starts_with(**word)));
    let end = small.len() - length(BEHIND_NAME.iter().find(|word| small.ends_with(**word)));
    if start + NAME > end || end - start == small.len() {
        return None;
    }
    let parts = [0..start, start..end, end..glued.len()];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect())
}

/// What a part costs, in half nats of how rare it is; none for what is no word or name.
fn cost(part: &str) -> Option<u32> {
    let entry = look_up(part);
    if part.len() == 1 {
        return matches!(part, "a" | "i" | "A" | "I").then_some(30);
    }
    let common = u32::from(entry.lower.max(entry.capital));
    let rarity = match (common, name_level(entry)) {
        (0, 0) if entry.class.0 == 0 => return None,
        (common, level) => 40 - common.max(level + 6).min(36),
    };
    // Two letters are a word only if they are a common one.
    if part.len() == 2 && common < 22 {
        return None;
    }
    Some(rarity + 6)
}

fn name_level(entry: Entry) -> u32 {
    u32::from(entry.given.max(entry.surname))
}

#[cfg(test)]
mod tests {
    use super::split_glued;

    fn split(glued: &str) -> Option<Vec<&str>> {
        split_glued(glued).map(|parts| parts.into_iter().map(|part| &glued[part]).collect())
    }

    #[test]
    fn hashtags_come_apart_into_words_and_names() {
        for (glued, parts) in [
            ("teamnoah", &["team", "noah"][..]),
            ("prayforemma", &["pray", "for", "emma"]),
            ("justiceforsiobhan", &["justice", "for", "siobhan"]),
            ("welovedoctorahmed", &["we", "love", "doctor", "ahmed"]),
            ("TEAMNOAH", &["TEAM", "NOAH"]),
            ("nursesrock", &["nurses", "rock"]),
            ("teamjaxxyn", &["team", "jaxxyn"]),
            ("TEAMJAXXYNSTRONG", &["TEAM", "JAXXYN", "STRONG"]),
            ("jaxxynglowup", &["jaxxyn", "glowup"]),
        ] {
            assert_eq!(split(glued).as_deref(), Some(parts), "{glued}");
        }
    }

    #[test]
    fn words_and_gibberish_stay_whole() {
        for glued in [
            "nurses",
            "together",
            "christopher",
            "xqzvbnmwrt",
            "",
            "abc",
            "né",
            "team2024",
            "teamxqz",
            "strong",
        ] {
            assert_eq!(split(glued), None, "{glued}");
        }
        assert_eq!(split(&"noah".repeat(11)), None);
    }
}
