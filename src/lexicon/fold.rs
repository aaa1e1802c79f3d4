//! A word becomes the key it has in the table.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::format::{Key, WORD_BYTES};

/// The key of a word: small letters, Latin letters without accents. None if it is longer than any
/// listed word. The words of a document are folded already and take the short way.
pub(super) fn key(word: &str) -> Option<Key<WORD_BYTES>> {
    if word.is_ascii() {
        return Key::of(word);
    }
    let mut key = Key::new();
    for letter in word.nfd().filter(|&letter| !is_combining_mark(letter)) {
        let pushed = match plain(letter) {
            Some(letters) => key.push(letters.as_bytes()),
            None => letter.to_lowercase().all(|small| key.push(small.encode_utf8(&mut [0; 4]).as_bytes())),
        };
        if !pushed {
            return None;
        }
    }
    Some(key)
}

/// Latin letters that do not come apart into a letter and an accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        '\u{2019}' => "'",
        _ => return None,
    })
}
