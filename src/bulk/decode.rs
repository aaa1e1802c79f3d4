//! Bytes become text, or a clear refusal.
//!
//! UTF-8 is the rule. UTF-16 is known by its byte order mark, or by the zero byte beside nearly every
//! letter. Windows-1252 (Latin-1) has no mark, so it is believed only where every byte beyond ASCII reads
//! as a letter inside a word or as common punctuation *and* nothing in the text is a UTF-8 sequence: a
//! damaged UTF-8 file must be refused, not quietly read as something else.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

/// How many bytes of an input are looked at, at most and at least, to recognise its encoding and format.
const PEEK: usize = 1024;
const PEEK_AT_LEAST: usize = 16;

/// The start of an input. What a pipe has is enough, if it is more than a few bytes: the writer may be
/// waiting for the answer to its first line.
pub(crate) fn peek(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut first = vec![0; PEEK];
    let mut length = 0;
    while length < PEEK_AT_LEAST {
        match input.read(&mut first[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    first.truncate(length);
    Ok(first)
}

/// Passes UTF-8 (and anything unrecognised) through untouched, turns UTF-16 into UTF-8, drops a byte
/// order mark. `first` is the start of `input`, already read from it.
pub(crate) fn transcoded<R: Read + Send>(
    first: Vec<u8>,
    input: R,
) -> DecodeReaderBytes<io::Chain<io::Cursor<Vec<u8>>, R>, Vec<u8>> {
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.utf8_passthru(true).strip_bom(true).bom_override(true);
    if let Some(label) = unmarked_utf16(&first) {
        builder.encoding(encoding_rs::Encoding::for_label(label));
    }
    builder.build(io::Cursor::new(first).chain(input))
}

/// UTF-16 without a mark: the text is mostly ASCII, so every other byte is zero.
fn unmarked_utf16(first: &[u8]) -> Option<&'static [u8]> {
    let pairs = first.chunks_exact(2);
    let total = pairs.len();
    if total < 4 {
        return None;
    }
    let (mut high_zero, mut low_zero) = (0, 0);
    for pair in pairs {
        low_zero += usize::from(pair[0] == 0 && pair[1] != 0);
        high_zero += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    if high_zero * 10 >= total * 7 {
        Some(b"utf-16le")
    } else if low_zero * 10 >= total * 7 {
        Some(b"utf-16be")
    } else {
        None
    }
}

/// The text of one record. The error says where the first bad byte stands, never what is around it.
pub(crate) fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if is_windows_1252(&bytes) {
                let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
                Ok(Cow::into_owned(text))
            } else {
                Err(not_utf8(at))
            }
        }
    }
}

/// The refusal of bytes that are no UTF-8, `at` bytes from the start of the record.
pub(crate) fn not_utf8(at: usize) -> String {
    format!("not valid UTF-8 at byte {at} of the record, and no other encoding was recognised")
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

    fn read_all(bytes: &[u8]) -> Vec<u8> {
        let first = bytes[..bytes.len().min(PEEK)].to_vec();
        let rest = io::Cursor::new(bytes[first.len()..].to_vec());
        let mut out = Vec::new();
        transcoded(first, rest).read_to_end(&mut out).expect("memory reads");
        out
    }

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark_in_both_orders() {
        let text = "Ní raibh Seán 😀 in the clinic on Friday.\n".repeat(60);
        for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
            assert_eq!(read_all(&utf16(&text, mark, little)), text.as_bytes(), "{mark} {little}");
        }
    }

    #[test]
    fn utf8_passes_untouched_even_when_broken_and_its_mark_goes() {
        assert_eq!(read_all(b"\xEF\xBB\xBFabc"), b"abc");
        assert_eq!(read_all(b"abc \xFF\xC3( def"), b"abc \xFF\xC3( def");
    }

    #[test]
    fn latin_1_letters_are_recognised_and_read() {
        assert_eq!(
            text_of(b"Jos\xE9 Nu\xF1ez \x96 \x93fine\x94".to_vec()).as_deref(),
            Ok("José Nuñez – “fine”")
        );
        assert_eq!(text_of(b"\xC9amon".to_vec()).as_deref(), Ok("Éamon"));
    }

    #[test]
    fn damaged_utf8_is_refused_not_read_as_latin_1() {
        // A good sequence, then a truncated one.
        assert!(text_of(b"Jos\xC3\xA9 and Zo\xC3 went".to_vec()).is_err());
        assert!(text_of(b"abc \xFF\xFE def".to_vec()).is_err());
        let refusal = text_of(b"secret \xC3( x".to_vec()).expect_err("broken");
        assert!(refusal.contains("byte 7") && !refusal.contains("secret"), "{refusal}");
    }
}
