//! Finds the phrases that start at a word.

use super::format::PHRASE_BYTES;
use super::key::Key;
use super::{Class, Phrase, table};
use crate::text::Document;

/// Adds the phrases that start at word `first`: the longest, and shorter ones that are something
/// else besides.
pub(super) fn find(document: &Document<'_>, first: usize, phrases: &mut Vec<Phrase>) {
    let mut key = Key::<PHRASE_BYTES>::new();
    if !key.push(document.stem(first).as_bytes()) {
        return;
    }
    let start = phrases.len();
    let mut index = first + 1;
    let mut last = index;
    while index <= last && index < document.words().len() {
        let Some(joint) = joint(document, index) else { break };
        if !(key.push(joint) && key.push(document.stem(index).as_bytes())) {
            break;
        }
        let found = table::phrase(key.bytes());
        if let Some(found) = found.filter(|found| found.entry.class != Class::NONE) {
            phrases.push(Phrase { words: first..index + 1, entry: found.entry });
        }
        if index == first + 1 {
            // The first two words of every longer phrase are in the table too, with its length.
            last = first + found.map_or(0, |found| found.phrase_words).saturating_sub(1);
        }
        index += 1;
    }
    phrases[start..].reverse();
    let Some(longest) = phrases.get(start).map(|phrase| phrase.entry.class) else { return };
    let mut kept = start + 1;
    for index in start + 1..phrases.len() {
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
