//! The bytes of a record become text, or a clear refusal.
//!
//! Windows-1252 (Latin-1) has no mark, so it is believed only where every byte beyond ASCII reads as a
//! letter inside a word or as common punctuation *and* nothing in the text is a UTF-8 sequence: a damaged
//! UTF-8 file must be refused, not quietly read as something else.

use encoding_rs::WINDOWS_1252;

use super::encoding::is_half_of_pair;

/// Why bytes are no text. It says where the first bad one stands, never what is around it.
#[derive(Debug)]
pub(crate) struct NotText {
    /// How many lines of the record come before the one it is on.
    pub lines: usize,
    pub message: String,
}

/// The text of one record, and whether it is written in Latin-1.
pub(crate) fn text_of(bytes: Vec<u8>) -> Result<(String, bool), NotText> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, false)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if is_half_of_pair(&bytes[at..]) || !is_windows_1252(&bytes) {
                return Err(refusal(&bytes, at));
            }
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
            Ok((text.into_owned(), true))
        }
    }
}

/// A text in Latin-1 again; none where it has a letter that Latin-1 has not.
pub(crate) fn in_latin_1(text: &[u8]) -> Option<Vec<u8>> {
    let (bytes, _, has_other_letters) = WINDOWS_1252.encode(std::str::from_utf8(text).ok()?);
    (!has_other_letters).then(|| bytes.into_owned())
}

/// The refusal of bytes that are UTF-8 up to `at` and no further.
pub(crate) fn refusal(bytes: &[u8], at: usize) -> NotText {
    let (text, rest) = bytes.split_at(at);
    let text = String::from_utf8_lossy(text);
    let (lines, line) = (text.matches('\n').count(), text.rsplit('\n').next().unwrap_or_default());
    let message = if is_half_of_pair(rest) {
        let letters = line.chars().count();
        format!("half of a UTF-16 pair stands alone after {letters} characters of the line")
    } else {
        let bytes = line.len();
        format!("not valid UTF-8 at byte {bytes} of the line, and no other encoding was recognised")
    };
    NotText { lines, message }
}

fn is_windows_1252(bytes: &[u8]) -> bool {
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0xC0)
    };
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte >= 0x80 {
            let before = is_letter(at.checked_sub(1));
            let after = is_letter(Some(at + 1));
            let plausible = match byte {
                // Multiplication and division signs, and two letters that hardly occur.
                0xD7 | 0xF7 | 0xFF | 0xFE => false,
                // A capital leads its word or stands among capitals.
                0xC0..=0xDE => after,
                0xDF..=0xFD => before || after,
                // Curly quotes, dashes, ellipsis, bullet, no-break space, pound, degree, ordinals.
                0x80
                | 0x85
                | 0x91..=0x97
                | 0xA0
                | 0xA3
                | 0xA9
                | 0xAB
                | 0xAE
                | 0xB0
                | 0xB7
                | 0xBA
                | 0xBB
                | 0xBF => true,
                _ => false,
            };
            if !plausible || starts_utf8_sequence(&bytes[at..]) {
                return false;
            }
        }
        at += 1;
    }
    true
}

/// Whether a well-formed UTF-8 character of two bytes or more stands at the front.
fn starts_utf8_sequence(bytes: &[u8]) -> bool {
    (2..=4).any(|length| bytes.get(..length).is_some_and(|head| std::str::from_utf8(head).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_letters_are_recognised_and_read() {
        for (bytes, text) in
            [(&b"Jos\xE9 Nu\xF1ez \x96 \x93fine\x94"[..], "José Nuñez – “fine”"), (b"\xC9amon", "Éamon")]
        {
            assert_eq!(text_of(bytes.to_vec()).ok(), Some((text.to_owned(), true)));
            assert_eq!(in_latin_1(text.as_bytes()).as_deref(), Some(bytes), "and back");
        }
        assert_eq!(in_latin_1("Žofie ✓".as_bytes()), None);
    }

    #[test]
    fn damaged_utf8_is_refused_not_read_as_latin_1() {
        // A good sequence, then a truncated one.
        assert!(text_of(b"Jos\xC3\xA9 and Zo\xC3 went".to_vec()).is_err());
        assert!(text_of(b"abc \xFF\xFE def".to_vec()).is_err());
        let refusal = text_of(b"one\ntwo\nsecret \xC3( x".to_vec()).expect_err("broken");
        assert_eq!(refusal.lines, 2);
        assert!(refusal.message.contains("byte 7 of the line"), "{}", refusal.message);
        assert!(!refusal.message.contains("secret"), "{}", refusal.message);
    }

    #[test]
    fn half_of_a_utf16_pair_is_never_read_as_latin_1() {
        let refusal = text_of(b"one\nt\xC3\xADo\xED\xA0\x80b".to_vec()).expect_err("broken");
        let expected = "half of a UTF-16 pair stands alone after 3 characters of the line";
        assert_eq!((refusal.lines, refusal.message.as_str()), (1, expected));
        assert!(text_of(b"o\xED\xA0\x80b".to_vec()).is_err());
    }
}
