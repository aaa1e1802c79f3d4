//! URLs, e-mail addresses and file names.

use std::ops::Range;

use super::marks::{Finder, Mark, MarkKind};

const MAX_URL: usize = 2_000;
const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;
const MAX_LOCAL: usize = 64;
const MAX_SCHEME: usize = 10;
const MAX_FILE_NAME: usize = 255;

/// Last labels that make a dotted name a host, where nothing else about it does.
const TOP_LEVEL: [&str; 81] = [
    "ai", "app", "au", "be", "biz", "blog", "br", "ca", "care", "cat", "cc", "ch", "clinic", "cloud", "club",
    "cn", "co", "com", "coop", "cymru", "de", "dental", "dev", "dk", "doctor", "edu", "es", "eu", "example",
    "fi", "fm", "fr", "fund", "gg", "gl", "gle", "gov", "gr", "health", "hospital", "ie", "info", "int",
    "invalid", "io", "jp", "link", "live", "london", "ly", "md", "mil", "mx", "name", "net", "news", "nhs",
    "nl", "nz", "online", "onl", "org", "page", "ph", "pl", "pro", "pt", "ru", "scot", "se", "shop", "site",
    "store", "test", "tv", "uk", "us", "wales", "wiki", "xyz", "za",
];
/// Countries whose code is an English word: "left it.in the car" has no host.
const WORDY: [&str; 12] = ["am", "as", "at", "do", "in", "is", "it", "me", "my", "no", "so", "to"];

const EXTENSIONS: [&str; 48] = [
    "7z", "avi", "bmp", "csv", "dcm", "dicom", "doc", "docx", "eml", "flac", "gif", "heic", "heif", "htm",
    "html", "jfif", "jpeg", "jpg", "json", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "msg",
    "odt", "ods", "pdf", "png", "ppt", "pptx", "psd", "raw", "rtf", "svg", "tif", "tiff", "txt", "wav",
    "webm", "webp", "xls", "xlsx", "xml", "zip",
];

/// The end of the run of bytes that `is_part` accepts, from `from` on, at most `max` long.
fn run(bytes: &[u8], from: usize, max: usize, is_part: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take(max).take_while(|byte| is_part(**byte)).count()
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// A dotted name from `from` on, two labels at least, the last of letters.
pub(super) fn host(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let mut end = None;
    labels(bytes, from, |label, count| {
        if count >= 2 && label.len() >= 2 && bytes[label.clone()].iter().all(u8::is_ascii_alphabetic) {
            end = Some(label.end);
        }
    });
    end.map(|end| from..end)
}

/// Calls `each` for every label of a dotted name, with its number from one; gives the name's end.
fn labels(bytes: &[u8], from: usize, mut each: impl FnMut(Range<usize>, usize)) -> usize {
    let mut at = from;
    let mut count = 0;
    loop {
        let end = run(bytes, at, MAX_LABEL, is_host_byte);
        if end == at || end - from > MAX_HOST {
            return at;
        }
        count += 1;
        each(at..end, count);
        if bytes.get(end) != Some(&b'.') {
            return end;
        }
        at = end + 1;
    }
}

fn is_listed(list: &[&str], label: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(label))
}

impl Finder<'_> {
    /// `name@host.tld` around the `@` at `at`.
    pub fn email(&self, at: usize) -> Option<Mark> {
        let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
        let mut start = at;
        while start > self.floor && at - start <= MAX_LOCAL && is_local(self.bytes[start - 1]) {
            start -= 1;
        }
        let local = &self.text[start..at];
        start += local.len() - local.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len();
        if start == at || at - start > MAX_LOCAL {
            return None;
        }
        let host = host(self.bytes, at + 1)?;
        Some(Mark { kind: MarkKind::Email, range: start..host.end })
    }

    /// `https://…` around the `:` at `at`.
    pub fn with_scheme(&self, at: usize) -> Option<Mark> {
        if !self.bytes[at..].starts_with(b"://") {
            return None;
        }
        let mut start = at;
        while start > self.floor && at - start < MAX_SCHEME && self.bytes[start - 1].is_ascii_alphabetic() {
            start -= 1;
        }
        let end = self.tail(at + 3);
        let found = at - start >= 2 && end > at + 3;
        found.then_some(Mark { kind: MarkKind::Url, range: start..end })
    }

    /// The target of a Markdown link whose text ends with the `]` at `at`.
    pub fn link_target(&self, at: usize) -> Option<Mark> {
        if self.byte(at + 1) != b'(' {
            return None;
        }
        let start = at + 2;
        let end =
            run(self.bytes, start, MAX_URL, |byte| byte > b' ' && !matches!(byte, b'[' | b']' | 0x80..));
        let close = closing_paren(&self.bytes[start..end])?;
        let target = &self.text[start..start + close];
        let is_target = target.contains(['/', '.', '#', ':']);
        is_target.then_some(Mark { kind: MarkKind::Url, range: start..start + close })
    }

    /// `www.name.tld`, `name.tld/path` or `name.tld` around the first dot, at `at`.
    pub fn bare_host(&mut self, at: usize) -> Option<Mark> {
        if at < self.no_host_before || !self.before(at).is_ascii_alphanumeric() {
            return None;
        }
        let mut start = at;
        while start > self.floor && at - start < MAX_LABEL && is_host_byte(self.bytes[start - 1]) {
            start -= 1;
        }
        let is_www = self.text[start..at].eq_ignore_ascii_case("www");
        let (text, bytes) = (self.text, self.bytes);
        let mut host_end = None;
        let end = labels(bytes, start, |label, count| {
            let has_path = bytes.get(label.end) == Some(&b'/')
                && bytes.get(label.end + 1).is_some_and(u8::is_ascii_alphanumeric);
            if is_www && count >= 2
                || count >= 2 && is_top_level(&text[start..label.end], label.len(), count, has_path)
            {
                host_end = Some(label.end);
            }
        });
        let Some(host_end) = host_end else {
            self.no_host_before = end;
            return None;
        };
        let port =
            if self.byte(host_end) == b':' { run(bytes, host_end + 1, 5, |b| b.is_ascii_digit()) } else { 0 };
        let host_end = if port > host_end + 1 { port } else { host_end };
        let starts_path = match self.byte(host_end) {
            b'/' => true,
            b'?' | b'#' => self.byte(host_end + 1).is_ascii_alphanumeric(),
            _ => false,
        };
        let end = if starts_path { self.tail(host_end).max(host_end) } else { host_end };
        Some(Mark { kind: MarkKind::Url, range: start..end })
    }

    /// `name.jpg` around the dot at `at`.
    pub fn file_name(&self, at: usize) -> Option<Mark> {
        let mut end = self.extension(at)?;
        while let Some(longer) = self.extension(end) {
            end = longer;
        }
        let is_name = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\'' | '+' | '~' | '%');
        let before = &self.text[self.floor..at];
        let len: usize =
            before.chars().rev().take(MAX_FILE_NAME).take_while(is_name).map(char::len_utf8).sum();
        let name =
            before[before.len() - len..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
        (!name.is_empty()).then_some(Mark { kind: MarkKind::FileName, range: at - name.len()..end })
    }

    /// The end of a known extension after the dot at `at`.
    fn extension(&self, at: usize) -> Option<usize> {
        if self.byte(at) != b'.' {
            return None;
        }
        let end = run(self.bytes, at + 1, 6, |byte| byte.is_ascii_alphanumeric());
        let known = (2..=5).contains(&(end - at - 1)) && is_listed(&EXTENSIONS, &self.text[at + 1..end]);
        (known && self.byte(end) != b'_').then_some(end)
    }

    /// The end of a link's path from `from` on: up to a space or a sign that cannot be part of it,
    /// without the punctuation of the sentence around it.
    fn tail(&self, from: usize) -> usize {
        let mut depth = 0_u32;
        let mut end = from;
        for c in self.text[from..].chars() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => break,
                ')' => depth -= 1,
                '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}' | '[' | ']' => break,
                _ if c.is_ascii() && c <= ' ' || c == '\x7f' => break,
                _ if !c.is_ascii() && !c.is_alphanumeric() => break,
                _ => {}
            }
            if end + c.len_utf8() > from + MAX_URL {
                break;
            }
            end += c.len_utf8();
        }
        from + self.text[from..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '('])
            .len()
    }
}

/// Judges a dotted name by its last label. A capital there is the next sentence's, unless all of
/// the name is in capitals.
fn is_top_level(host: &str, last: usize, labels: usize, has_path: bool) -> bool {
    let label = &host[host.len() - last..];
    let lower = label.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = label.len() > 2 && !host.bytes().any(|byte| byte.is_ascii_lowercase());
    (lower || upper)
        && (is_listed(&TOP_LEVEL, label) || ((labels > 2 || has_path) && is_listed(&WORDY, label)))
}

/// Where the parenthesis is closed that was opened before `bytes`.
fn closing_paren(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    bytes.iter().position(|byte| match byte {
        b'(' => {
            depth += 1;
            false
        }
        b')' if depth > 0 => {
            depth -= 1;
            false
        }
        b')' => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::marks::find;

    fn marked(text: &str) -> Vec<(MarkKind, &str)> {
        find(text).into_iter().map(|mark| (mark.kind, &text[mark.range])).collect()
    }

    #[test]
    fn urls() {
        let cases = [
            ("see https://x.example/a_(b)?q=1#f, ok", "https://x.example/a_(b)?q=1#f"),
            ("(http://t.co/fAgMVv7Q)", "http://t.co/fAgMVv7Q"),
            ("or www.lakeridgehospital.org/gala.", "www.lakeridgehospital.org/gala"),
            ("at cedarbluffmed.org/cardiology.", "cedarbluffmed.org/cardiology"),
            ("on galwayskin.example today", "galwayskin.example"),
            ("mail clinic24.co.uk!", "clinic24.co.uk"),
            ("my-clinic.ie:8080/x", "my-clinic.ie:8080/x"),
            ("CLINIC.ORG", "CLINIC.ORG"),
            ("[us](/about/staff) x", "/about/staff"),
            ("[us](https://x.org/a_(b))", "https://x.org/a_(b)"),
            ("bit.ly/3abc", "bit.ly/3abc"),
            ("wa.me/353861234567", "wa.me/353861234567"),
        ];
        for (text, url) in cases {
            assert_eq!(marked(text), [(MarkKind::Url, url)], "{text}");
        }
    }

    #[test]
    fn prose_is_not_a_url() {
        let texts = [
            "end of sentence.Next one",
            "left it.in the car",
            "J.S. and e.g. this",
            "9.30am or 3.5mg",
            "p.m.",
            "etc.",
            "and/or",
            "[sic](see below)",
            "St.John",
            "Note: yes",
            "a ://b",
            "U.S.A",
            "we said no.I left",
            "...",
        ];
        for text in texts {
            assert_eq!(marked(text), [], "{text}");
        }
    }

    #[test]
    fn emails_and_file_names() {
        let cases = [
            ("to kip.sorrell@tamarackhealth.org, or", MarkKind::Email, "kip.sorrell@tamarackhealth.org"),
            ("mailto:a+b@x.co.uk.", MarkKind::Email, "a+b@x.co.uk"),
            (
                "see Hutchins_Darlene_postop_06-21.jpg!",
                MarkKind::FileName,
                "Hutchins_Darlene_postop_06-21.jpg",
            ),
            ("(McGlinchey_OD_C20418.png)", MarkKind::FileName, "McGlinchey_OD_C20418.png"),
            ("scan.tar.zip", MarkKind::FileName, "scan.tar.zip"),
        ];
        for (text, kind, mark) in cases {
            assert_eq!(marked(text), [(kind, mark)], "{text}");
        }
        let long = format!("{}@x.org", "a".repeat(65));
        assert_eq!(marked(&long), [(MarkKind::Url, "x.org")]);
        assert_eq!(marked("a .jpg file, x@localhost"), []);
    }
}
