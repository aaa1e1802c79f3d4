//! What one character becomes in the folded copy.
//!
//! Rules and lists are written in ASCII, people are not: they type curly quotes, full-width digits,
//! maths-alphabet "fonts", accents, and now and then a Cyrillic letter inside a Latin word. Each
//! character is judged alone here; the walk over the text, which knows the neighbours, is in
//! [`super::fold`].

use unicode_normalization::char::decompose_compatible;

/// What to do with a character that is not ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// Copied as it is: other scripts, emoji, symbols.
    Keep,
    /// Has no width or meaning of its own: zero-width characters, soft hyphens, bidi controls.
    Drop,
    /// A combining mark; dropped after an ASCII letter, kept in other scripts.
    Mark,
    /// Stands for these ASCII characters.
    Ascii(Ascii),
    /// A Cyrillic or Greek letter; with the ASCII letter it looks like, if there is one.
    Cousin(Option<u8>),
}

/// A few ASCII characters, held in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ascii {
    bytes: [u8; Self::CAPACITY],
    len: u8,
}

impl Ascii {
    const CAPACITY: usize = 6;

    fn new(text: &str) -> Self {
        let mut ascii = Self::default();
        for byte in text.bytes() {
            ascii.push(byte);
        }
        ascii
    }

    /// False, and nothing pushed, where it is full.
    fn push(&mut self, byte: u8) -> bool {
        let Some(slot) = self.bytes.get_mut(usize::from(self.len)) else { return false };
        *slot = byte;
        self.len += 1;
        true
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// "1/2" and the like: it must not run into a whole number before it.
    pub(super) fn is_fraction(&self) -> bool {
        self.len > 2 && self.as_bytes().contains(&b'/')
    }
}

/// Judges one character that is not ASCII.
pub(super) fn fold_char(c: char) -> Fold {
    if let Some(ascii) = replacement(c) {
        return Fold::Ascii(Ascii::new(ascii));
    }
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e01ef}' => Fold::Drop,
        _ if is_mark(c) => Fold::Mark,
        '\u{370}'..='\u{52f}' => Fold::Cousin(look_alike(c)),
        '\u{ff01}'..='\u{ff5e}' => from_offset(c, 0xff01, b'!'),
        // Dingbat, negative circled and negative squared characters have no decomposition.
        '\u{2776}'..='\u{277e}' => from_offset(c, 0x2776, b'1'),
        '\u{2780}'..='\u{2788}' => from_offset(c, 0x2780, b'1'),
        '\u{278a}'..='\u{2792}' => from_offset(c, 0x278a, b'1'),
        '\u{24f5}'..='\u{24fd}' => from_offset(c, 0x24f5, b'1'),
        '\u{1f150}'..='\u{1f169}' => from_offset(c, 0x1f150, b'A'),
        '\u{1f170}'..='\u{1f189}' => from_offset(c, 0x1f170, b'A'),
        _ if is_styled(c) => decomposed(c).map_or(Fold::Keep, Fold::Ascii),
        _ => Fold::Keep,
    }
}

/// Marks that Latin letters combine with. Those of other scripts (Hebrew points, Devanagari vowel
/// signs) spell words and are left alone.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn from_offset(c: char, first: u32, ascii: u8) -> Fold {
    let byte = u32::from(ascii) + (u32::from(c) - first);
    let mut folded = Ascii::default();
    folded.push(u8::try_from(byte).unwrap_or(b'?'));
    Fold::Ascii(folded)
}

/// Ranges whose compatibility decomposition is the plain letter or digit. Superscript digits are
/// left out: a footnote sign after a year must not become its fifth digit. So is the trade mark.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{aa}' | '\u{ba}' | '\u{bc}'..='\u{be}' | '\u{c0}'..='\u{24f}'
        | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e3}' | '\u{1d2c}'..='\u{1d6a}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2100}'..='\u{211f}' | '\u{2121}' | '\u{2124}'..='\u{214f}' | '\u{2150}'..='\u{217f}'
        | '\u{2460}'..='\u{24ea}' | '\u{fb00}'..='\u{fb06}' | '\u{fe50}'..='\u{fe6b}'
        | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f149}')
}

/// The compatibility decomposition without its marks, if all of it is ASCII.
fn decomposed(c: char) -> Option<Ascii> {
    let mut ascii = Ascii::default();
    let mut plain = true;
    decompose_compatible(c, |part| {
        if is_mark(part) {
            return;
        }
        let mut small = [0; 4];
        let part = replacement(part).unwrap_or_else(|| part.encode_utf8(&mut small));
        plain &= part.is_ascii() && part.bytes().all(|byte| ascii.push(byte));
    });
    (plain && ascii.len > 0).then_some(ascii)
}

/// Characters that Unicode does not decompose, or not to what a writer meant by them.
fn replacement(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe31}'
        | '\u{fe32}'
        | '\u{fe58}'
        | '\u{fe63}' => "-",
        '\u{b4}' | '\u{2b9}' | '\u{2bb}'..='\u{2bd}' | '\u{2c8}' | '\u{2018}'..='\u{201b}' => "'",
        '\u{2032}' | '\u{2035}' | '\u{2039}' | '\u{203a}' => "'",
        '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2036}' => "\"",
        '\u{2024}' => ".",
        '\u{2025}' => "..",
        '\u{2026}' => "...",
        '\u{2044}' | '\u{2215}' => "/",
        'µ' => "u",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' | 'ǽ' | 'ǣ' => "ae",
        'Æ' | 'Ǽ' | 'Ǣ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' | 'ǿ' | 'ᴏ' => "o",
        'Ø' | 'Ǿ' => "O",
        'ł' | 'ʟ' => "l",
        'Ł' => "L",
        'đ' | 'ð' | 'ɖ' | 'ᴅ' => "d",
        'Đ' | 'Ð' | 'Ɖ' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ħ' | 'ʜ' => "h",
        'Ħ' => "H",
        'ŧ' | 'ᴛ' => "t",
        'Ŧ' => "T",
        'ı' | 'ɪ' | 'ɨ' => "i",
        'ŋ' => "ng",
        'Ŋ' => "Ng",
        'ə' | 'ᴇ' => "e",
        'Ə' => "E",
        'ɑ' | 'ᴀ' => "a",
        'ʙ' => "b",
        'ᴄ' => "c",
        'ꜰ' => "f",
        'ɢ' | 'ɡ' => "g",
        'ᴊ' => "j",
        'ᴋ' => "k",
        'ᴍ' => "m",
        'ɴ' => "n",
        'ᴘ' => "p",
        'ʀ' => "r",
        'ꜱ' => "s",
        'ᴜ' => "u",
        'ᴠ' => "v",
        'ᴡ' => "w",
        'ʏ' => "y",
        'ᴢ' => "z",
        _ => return None,
    })
}

/// The ASCII letter that a Cyrillic or Greek letter is drawn like.
fn look_alike(c: char) -> Option<u8> {
    Some(match c {
        'а' | 'α' => b'a',
        'А' | 'Α' => b'A',
        'В' | 'Β' => b'B',
        'с' | 'ϲ' => b'c',
        'С' | 'Ϲ' => b'C',
        'ԁ' => b'd',
        'е' | 'ё' => b'e',
        'Е' | 'Ё' | 'Ε' => b'E',
        'Н' | 'Η' => b'H',
        'һ' => b'h',
        'і' | 'ї' | 'ι' => b'i',
        'І' | 'Ї' | 'Ι' => b'I',
        'ј' | 'ϳ' => b'j',
        'Ј' => b'J',
        'к' | 'κ' => b'k',
        'К' | 'Κ' => b'K',
        'М' | 'Μ' => b'M',
        'Ν' => b'N',
        'о' | 'ο' => b'o',
        'О' | 'Ο' => b'O',
        'р' | 'ρ' => b'p',
        'Р' | 'Ρ' => b'P',
        'ԛ' => b'q',
        'ѕ' => b's',
        'Ѕ' => b'S',
        'Т' | 'Τ' => b'T',
        'υ' | 'μ' => b'u',
        'ν' | 'ѵ' => b'v',
        'ԝ' => b'w',
        'х' | 'χ' => b'x',
        'Х' | 'Χ' => b'X',
        'у' | 'γ' => b'y',
        'У' | 'Υ' | 'Ү' => b'Y',
        'Ζ' => b'Z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(c: char) -> String {
        match fold_char(c) {
            Fold::Ascii(ascii) => String::from_utf8_lossy(ascii.as_bytes()).into_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn letters_lose_accents_and_styles() {
        let pairs = [
            ('é', "e"),
            ('Ñ', "N"),
            ('ộ', "o"),
            ('ł', "l"),
            ('ß', "ss"),
            ('ŉ', "'n"),
            ('ﬁ', "fi"),
            ('Ａ', "A"),
            ('７', "7"),
            ('𝓔', "E"),
            ('𝟗', "9"),
            ('①', "1"),
            ('❼', "7"),
            ('⑽', "(10)"),
            ('🅰', "A"),
            ('Ⅷ', "VIII"),
            ('№', "No"),
            ('ᴍ', "m"),
            ('½', "1/2"),
            ('\u{2011}', "-"),
            ('\u{202f}', " "),
            ('’', "'"),
            ('…', "..."),
        ];
        for (c, expected) in pairs {
            assert_eq!(folded(c), expected, "{c}");
        }
    }

    #[test]
    fn other_scripts_symbols_and_footnote_digits_stay() {
        for c in ['²', '™', '€', '°', '日', 'ب', '🎂', '\u{93f}', '𝛂', '🇮'] {
            assert_eq!(fold_char(c), Fold::Keep, "{c}");
        }
    }

    #[test]
    fn invisible_characters_go() {
        for c in ['\u{ad}', '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{fe0f}'] {
            assert_eq!(fold_char(c), Fold::Drop, "{c:?}");
        }
    }

    #[test]
    fn every_replacement_fits() {
        for c in ('\u{80}'..=char::MAX).filter(|&c| is_styled(c) || replacement(c).is_some()) {
            if let Fold::Ascii(ascii) = fold_char(c) {
                assert!((1..=Ascii::CAPACITY).contains(&ascii.as_bytes().len()), "{c}");
                assert!(ascii.as_bytes().is_ascii(), "{c}");
            }
        }
    }
}
