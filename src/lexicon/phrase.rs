//! Finds the phrases that start at a word.

use super::format::{Key, PHRASE_BYTES};
use super::{Class, Phrase, table};
use crate::text::Document;

/// Adds the phrases that start at word `first` and have at most `most` words: the longest, and
/// shorter ones that are something else besides.
pub(super) fn find(document: &Document<'_>, first: usize, most: usize, phrases: &mut Vec<Phrase>) {
    let mut key = Key::<PHRASE_BYTES>::new();
    if !key.push(document.stem(first).as_bytes()) {
        return;
    }
    let start = phrases.len();
    let last = document.words().len().min(first + most);
    for index in first + 1..last {
        let Some(joint) = joint(document, index) else { break };
        if !(key.push(joint) && key.push(document.stem(index).as_bytes())) {
            break;
        }
        match table::phrase(&key) {
            Some(found) => {
                if found.entry.class != Class::NONE {
                    phrases.push(Phrase { words: first..index + 1, entry: found.entry });
                }
                if index == first + 1 && found.phrase_words <= 2 {
                    break;
                }
            }
            // The first two words of every longer phrase are in the table too.
            None if index == first + 1 => break,
            None => {}
        }
    }
    phrases[start..].reverse();
    let Some(longest) = phrases.get(start).map(|phrase| phrase.entry.class) else { return };
    let mut kept = start + 1;
    for index in kept..phrases.len() {
        if phrases[index].entry.class.0 & !longest.0 != 0 {
            phrases.swap(kept, index);
            kept += 1;
        }
    }
    phrases.truncate(kept);
}

/// What joins word `index` to the one before it in a phrase: none if they are not adjacent.
fn joint(document: &Document<'_>, index: usize) -> Option<&'static [u8]> {
    let (before, word) = (document.words()[index - 1], document.words()[index]);
    if before.sentence != word.sentence {
        return None;
    }
    let gap = document.text().get(before.range().end..word.range().start)?;
    match gap {
        "" | " " | "-" | "'" | "' " | "'-" | "_" | ". " => Some(b" "),
        // "St.Mary's", "Pharm.D.": after a longer word a full stop without a space is a slip between
        // two sentences or the dot of an address.
        "." if before.range().len() <= 5 => Some(b" "),
        "&" | " & " => Some(b" & "),
        "/" | " / " => Some(b" / "),
        _ => None,
    }
}
