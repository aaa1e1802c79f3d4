//! Hashtags, handles, links and file names: stretches that are not prose.
//!
//! One walk stops at the few signs such a stretch must hold (`# @ : . ]`), looks around the sign
//! within fixed limits and goes on behind what it recognised, so the work is linear whatever the
//! text. When in doubt a stretch is prose: prose is what rules and lists read best.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::hosts;
use super::{Kept, keep};

/// What a stretch of text is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MarkKind {
    Hashtag,
    Handle,
    Url,
    Email,
    FileName,
}

/// A hashtag, handle, link or file name; `range` holds the sign too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub kind: MarkKind,
    pub range: Range<usize>,
}

keep!(Mark);

/// Longest hashtag or handle, in bytes.
const MAX_NAME: usize = 255;

/// The marks of a text, in order and disjoint.
pub(super) fn find(text: &str) -> Kept<Mark> {
    let mut marks = Kept::new();
    let mut finder = Finder { text, bytes: text.as_bytes(), floor: 0, no_host_before: 0 };
    let mut at = 0;
    while let Some(sign) = next_sign(finder.bytes, at) {
        at = sign;
        let found = match finder.bytes[at] {
            b'#' => finder.hashtag(at),
            b'@' => finder.email(at).or_else(|| finder.handle(at)),
            b':' => finder.with_scheme(at),
            b']' => finder.link_target(at),
            _ => finder.file_name(at).or_else(|| finder.bare_host(at)),
        };
        at += 1;
        if let Some(mark) = found {
            at = mark.range.end;
            finder.floor = at;
            marks.push(mark);
        }
    }
    marks
}

/// The next sign from `from` on. Most blocks have none; asking a block as a whole takes a few vector
/// instructions.
fn next_sign(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 16;
    let next = bytes.get(from + 1..)?;
    let here = &bytes[from..from + next.len()];
    let is_clear = |(here, next): &(&[u8], &[u8])| {
        !here.iter().zip(*next).fold(false, |any, (&byte, &next)| any | is_sign(byte, next))
    };
    let blocks = here.chunks_exact(BLOCK).zip(next.chunks_exact(BLOCK));
    let clear = blocks.take_while(is_clear).count() * BLOCK;
    let mut rest = here[clear..].iter().zip(&next[clear..]);
    let step = rest.position(|(&byte, &next)| is_sign(byte, next))?;
    Some(from + clear + step)
}

/// True for a sign that a mark may stand around, by the byte that follows.
fn is_sign(byte: u8, next: u8) -> bool {
    (byte == b'#')
        | (byte == b'@')
        | ((byte == b'.') & (next > b' '))
        | ((byte == b':') & (next == b'/'))
        | ((byte == b']') & (next == b'('))
}

pub(super) struct Finder<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    /// The end of the last mark: nothing before it is looked at again.
    pub floor: usize,
    /// No host name ends before this byte.
    pub no_host_before: usize,
}

impl Finder<'_> {
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The byte before `at`, NUL at the start of the text or after a mark.
    pub fn before(&self, at: usize) -> u8 {
        if at > self.floor { self.byte(at - 1) } else { 0 }
    }

    /// `#Name`; not `#3`, `#A-20917`, `# Heading` nor `C#`.
    fn hashtag(&self, at: usize) -> Option<Mark> {
        let before = self.before(at);
        if before.is_ascii_alphanumeric() || matches!(before, b'#' | b'&' | b'_') {
            return None;
        }
        let body = at + 1;
        let mut end = body;
        let (mut letters, mut digits) = (0, 0);
        for c in self.text[body..].chars() {
            if c.is_ascii_digit() {
                digits += 1;
            } else if c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c)) {
                letters += 1;
            } else if c != '_' {
                break;
            }
            if end + c.len_utf8() > at + MAX_NAME {
                break;
            }
            end += c.len_utf8();
        }
        let is_year = digits == 4 && letters >= 2 && matches!(&self.bytes[end - 4..end - 2], b"19" | b"20");
        let is_id = (digits >= 1 && letters == 1)
            || (digits >= 4 && letters <= 3 && !is_year)
            || (self.byte(end) == b'-' && self.byte(end + 1).is_ascii_digit());
        (letters > 0 && !is_id).then_some(Mark { kind: MarkKind::Hashtag, range: at..end })
    }

    /// `@name`, `@first.last_88`, `@name@server.example`; not `@ 5pm` nor `@5pm`.
    fn handle(&self, at: usize) -> Option<Mark> {
        let before = self.before(at);
        let after_word = before == b'.' && at > 1 && self.bytes[at - 2].is_ascii_alphanumeric();
        if before.is_ascii_alphanumeric() || matches!(before, b'@' | b'_') || after_word {
            return None;
        }
        let rest = &self.bytes[at + 1..];
        // After a dot with a capital behind it the next sentence starts.
        let is_body = |&(at, byte): &(usize, &u8)| match byte {
            b'.' => rest.get(at + 1).is_some_and(|next| matches!(next, b'a'..=b'z' | b'0'..=b'9' | b'_')),
            _ => byte.is_ascii_alphanumeric() || *byte == b'_',
        };
        let len = rest.iter().enumerate().take(MAX_NAME).take_while(is_body).count();
        let body = &self.text[at + 1..at + 1 + len];
        let clock = body.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_clock = clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && matches!(&body[clock.len()..], "" | "a" | "p" | "am" | "pm" | "AM" | "PM" | "h");
        if is_clock {
            return None;
        }
        let mut end = at + 1 + body.len();
        if self.byte(end) == b'@'
            && let Some(server) = hosts::host(self.text, end + 1)
        {
            end = server.end;
        }
        Some(Mark { kind: MarkKind::Handle, range: at..end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<(MarkKind, &str)> {
        find(text).iter().map(|mark| (mark.kind, &text[mark.range.clone()])).collect()
    }

    #[test]
    fn hashtags() {
        let text = "#StBrigidNICU #26weeker, #the416! (#NHS2024) #été #MH17";
        let bodies: Vec<_> = marked(text).into_iter().map(|(_, mark)| mark).collect();
        assert_eq!(bodies, ["#StBrigidNICU", "#26weeker", "#the416", "#NHS2024", "#été", "#MH17"]);
        for text in [
            "#3",
            "#2291-N",
            "#A-20917",
            "# Heading",
            "C#sharp",
            "##Two",
            "MRN #AB12345",
            "Apt #4B",
            "#_",
            "#",
        ] {
            assert_eq!(marked(text), [], "{text}");
        }
    }

    #[test]
    fn handles() {
        let text = ".@NHS @amma_from_abbotsford. (@halo.aesthetics.bham) @me@inst.example: @24hrs @ann.Thanks @kim..ok";
        let names: Vec<_> = marked(text)
            .into_iter()
            .map(|(kind, mark)| {
                assert_eq!(kind, MarkKind::Handle);
                mark
            })
            .collect();
        assert_eq!(
            names,
            [
                "@NHS",
                "@amma_from_abbotsford",
                "@halo.aesthetics.bham",
                "@me@inst.example",
                "@24hrs",
                "@ann",
                "@kim"
            ]
        );
        for text in ["@ 5pm", "@5pm", "@9.30am", "@7", "@", "@@@@", "x@y", "@.a", "@_@"] {
            assert!(marked(text).iter().all(|(_, mark)| *mark == "@_"), "{text}");
        }
    }
}
