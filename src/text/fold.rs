//! The folded copy of a field: what the rules read, with the way back to what was written.
//!
//! Most drafts are plain ASCII without markup and are borrowed as they are. Any other text is
//! copied once: stretches of plain bytes as a block, everything else by its character
//! ([`super::letters`]), entity or tag ([`super::markup`]).

use std::borrow::Cow;
use std::ops::Range;

use super::letters::{Fold, fold_char};
use super::markup::{self, Tag};
use super::offsets::OffsetMap;

/// A text made ready for the rules, and the way back.
pub(super) struct Folded<'a> {
    pub text: Cow<'a, str>,
    pub map: OffsetMap,
}

/// Folds a text; borrows it where nothing changes.
pub(super) fn fold(source: &str) -> Folded<'_> {
    let plain = source.bytes().fold(true, |plain, byte| plain & is_plain(byte));
    if !plain {
        let mut folder = Folder { source, text: String::new(), map: OffsetMap::default(), mixed: 0..0 };
        folder.text.reserve(source.len());
        folder.walk(0..source.len(), true);
        let Folder { text, map, .. } = folder;
        if !map.is_identity() || text.len() != source.len() {
            return Folded { text: Cow::Owned(text), map };
        }
    }
    Folded { text: Cow::Borrowed(source), map: OffsetMap::default() }
}

/// Neither part of a longer character nor the start of markup.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii() & (byte != b'&') & (byte != b'<')
}

struct Folder<'a> {
    source: &'a str,
    text: String,
    map: OffsetMap,
    /// The last run of letters and digits looked at for foreign look-alikes; empty if it had
    /// letters of its own script.
    mixed: Range<usize>,
}

impl Folder<'_> {
    /// Folds a range of the source; `markup` is false inside a tag.
    fn walk(&mut self, range: Range<usize>, markup: bool) {
        let bytes = self.source.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let rest = &bytes[at..range.end];
            let plain = rest.iter().position(|&byte| !is_plain(byte)).unwrap_or(rest.len());
            self.copy(at, plain);
            at += plain;
            if at == range.end {
                break;
            }
            at += match bytes[at] {
                b'&' => self.entity(at),
                b'<' if markup => self.tag(at),
                byte if byte.is_ascii() => self.copy(at, 1),
                _ => self.char(at),
            };
        }
    }

    fn copy(&mut self, at: usize, len: usize) -> usize {
        if len > 0 {
            self.map.push(at, self.text.len(), 1, 1);
            self.text.push_str(&self.source[at..at + len]);
        }
        len
    }

    fn replace(&mut self, at: usize, len: usize, with: &[u8]) -> usize {
        if !with.is_empty() {
            self.map.push(at, self.text.len(), len, with.len());
            self.text.extend(with.iter().map(|&byte| char::from(byte)));
        }
        len
    }

    fn entity(&mut self, at: usize) -> usize {
        let Some((c, len)) = markup::entity(&self.source[at..]) else { return self.copy(at, 1) };
        let mut buffer = [0; 4];
        match c {
            // An escaped sign is text, whatever it would start if it were bare.
            _ if c.is_ascii() => self.replace(at, len, c.encode_utf8(&mut buffer).as_bytes()),
            _ => self.folded(at, len, c),
        }
    }

    fn char(&mut self, at: usize) -> usize {
        let c = self.source[at..].chars().next().unwrap_or_default();
        self.folded(at, c.len_utf8(), c)
    }

    /// Emits what `c` folds to; it stands in the source as `len` bytes at `at`.
    fn folded(&mut self, at: usize, len: usize, c: char) -> usize {
        match fold_char(c) {
            Fold::Drop => len,
            Fold::Mark if self.text.as_bytes().last().is_none_or(u8::is_ascii) => len,
            Fold::Keep | Fold::Mark => self.keep(at, len, c),
            Fold::Cousin(like) => match like {
                Some(byte) if self.in_latin_word(at) => self.replace(at, len, &[byte]),
                _ => self.keep(at, len, c),
            },
            Fold::Ascii(ascii) => {
                let digit_before = self.text.as_bytes().last().is_some_and(u8::is_ascii_digit);
                if ascii.is_fraction() && digit_before {
                    let with = [b" ", ascii.as_bytes()].concat();
                    return self.replace(at, len, &with);
                }
                self.replace(at, len, ascii.as_bytes())
            }
        }
    }

    fn keep(&mut self, at: usize, len: usize, c: char) -> usize {
        if len == c.len_utf8() {
            return self.copy(at, len);
        }
        self.map.push(at, self.text.len(), len, c.len_utf8());
        self.text.push(c);
        len
    }

    /// True where every letter around `at` is Latin or drawn like one, and one at least is ASCII:
    /// a Latin word with foreign letters slipped in, not a Russian or Greek one.
    fn in_latin_word(&mut self, at: usize) -> bool {
        if at < self.mixed.end {
            return at >= self.mixed.start;
        }
        let mut latin = self.text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
        let mut alike = true;
        let mut end = at;
        for c in self.source[at..].chars() {
            match if c.is_ascii() { Fold::Keep } else { fold_char(c) } {
                Fold::Keep if !c.is_alphanumeric() => break,
                Fold::Keep => {
                    latin |= c.is_ascii();
                    alike &= c.is_ascii();
                }
                Fold::Cousin(like) if c.is_alphanumeric() => alike &= like.is_some(),
                Fold::Cousin(_) => break,
                Fold::Ascii(ascii) if !ascii.as_bytes().iter().all(u8::is_ascii_alphanumeric) => break,
                Fold::Ascii(_) | Fold::Mark | Fold::Drop => {}
            }
            end += c.len_utf8();
        }
        self.mixed = if latin && alike { at..end } else { end..end };
        latin && alike
    }

    /// A tag becomes what it does on the page: inline markup nothing, anything else a break. What
    /// an attribute shows or links to stays, set apart.
    fn tag(&mut self, at: usize) -> usize {
        let Some(tag) = Tag::parse(&self.source[at..]) else { return self.copy(at, 1) };
        let mut done = at;
        for value in tag.shown_values() {
            let value = at + value.start..at + value.end;
            self.replace(done, value.start - done, b" ");
            self.walk(value.clone(), false);
            done = value.end;
        }
        let separator: &[u8] = if done > at { b" " } else { tag.separator().as_bytes() };
        self.replace(done, at + tag.len() - done, separator);
        tag.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        fold(source).text.into_owned()
    }

    #[test]
    fn nothing_to_fold_is_borrowed() {
        for source in ["", "plain, ASCII <3 & AT&T", "Привет 🎂", "日本語"] {
            let folded = fold(source);
            assert!(matches!(folded.text, Cow::Borrowed(_)), "{source}");
            assert_eq!(folded.text, source);
        }
    }

    #[test]
    fn signs_become_ascii() {
        assert_eq!(text("Zoë’s “18 – 20” Müller\u{a0}№ 5…"), "Zoe's \"18 - 20\" Muller No 5...");
        assert_eq!(text("ＭＲＮ：００４８ 𝗘𝗺𝗺𝗮 1\u{fe0f}\u{20e3}"), "MRN:0048 Emma 1");
        assert_eq!(text("7½ lb, ½ cup"), "7 1/2 lb, 1/2 cup");
    }

    #[test]
    fn marks_go_from_latin_letters_only() {
        assert_eq!(text("e\u{301}te\u{301}"), "ete");
        assert_eq!(text("и\u{306}"), "и\u{306}");
    }

    #[test]
    fn look_alikes_fold_only_inside_latin_words() {
        assert_eq!(text("Еmmа Маrу"), "Emma Mary"); // Е, а, М, а, у are Cyrillic
        assert_eq!(text("Мария у Нины"), "Мария у Нины");
        assert_eq!(text("COVIDом"), "COVIDом");
        assert_eq!(text("Room 4В"), "Room 4B");
    }

    #[test]
    fn invisible_characters_go() {
        assert_eq!(text("Em\u{ad}ma\u{200b} \u{202e}Sm\u{200d}ith"), "Emma Smith");
    }

    #[test]
    fn entities_and_tags_are_read_as_the_page_shows_them() {
        assert_eq!(text("Tom &amp; Zo&euml;&#8217;s &lt;b&gt;"), "Tom & Zoe's <b>");
        assert_eq!(text("<p>Hi <b>E</b>mma</p><p>Bye"), "\nHi Emma\n\nBye");
        assert_eq!(text("<img class=\"c\" alt=\"Zo&euml; &lt;3\" src='a.jpg'/>x"), " Zoe <3 a.jpg x");
        assert_eq!(text("<a patient named Emma>"), "<a patient named Emma>");
    }
}
