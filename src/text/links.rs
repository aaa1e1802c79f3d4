//! URLs, e-mail addresses and file names.

use super::hosts::{self, MAX_LABEL, is_host_byte, is_listed, run};
use super::marks::{Finder, Mark, MarkKind};

const MAX_URL: usize = 2_000;
const MAX_LOCAL: usize = 64;
const MAX_SCHEME: usize = 10;
const MAX_FILE_NAME: usize = 255;

const EXTENSIONS: [&str; 48] = [
    "7z", "avi", "bmp", "csv", "dcm", "dicom", "doc", "docx", "eml", "flac", "gif", "heic", "heif", "htm",
    "html", "jfif", "jpeg", "jpg", "json", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "msg",
    "odt", "ods", "pdf", "png", "ppt", "pptx", "psd", "raw", "rtf", "svg", "tif", "tiff", "txt", "wav",
    "webm", "webp", "xls", "xlsx", "xml", "zip",
];

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
        let host = hosts::host(self.text, at + 1)?;
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
        // A bare file name, e-mail address or phone number is found as what it is.
        let is_target = target.contains(['/', '#']);
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
        let end = hosts::labels(bytes, start, |label, count| {
            let has_path = bytes.get(label.end) == Some(&b'/')
                && bytes.get(label.end + 1).is_some_and(u8::is_ascii_alphanumeric);
            let host = &text[start..label.end];
            if count >= 2 && (is_www || hosts::is_top_level(host, label.len(), count, has_path)) {
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
        end = self.extension(end).unwrap_or(end);
        // "www.ods.od.nih.gov" is a host.
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_alphanumeric() {
            return None;
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
        find(text).iter().map(|mark| (mark.kind, &text[mark.range.clone()])).collect()
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
            ("www.ods.od.nih.gov", "www.ods.od.nih.gov"),
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
            ("mailto:a+b@x.co.uk.Thanks", MarkKind::Email, "a+b@x.co.uk"),
            (
                "see Hutchins_Darlene_postop_06-21.jpg!",
                MarkKind::FileName,
                "Hutchins_Darlene_postop_06-21.jpg",
            ),
            ("(McGlinchey_OD_C20418.png)", MarkKind::FileName, "McGlinchey_OD_C20418.png"),
            ("scan.doc.zip.", MarkKind::FileName, "scan.doc.zip"),
            ("![Emma](emma.jpg)", MarkKind::FileName, "emma.jpg"),
            ("[mail](mailto:a@b.ie)", MarkKind::Email, "a@b.ie"),
        ];
        for (text, kind, mark) in cases {
            assert_eq!(marked(text), [(kind, mark)], "{text}");
        }
        let long = format!("{}@x.org", "a".repeat(65));
        assert_eq!(marked(&long), [(MarkKind::Url, "x.org")]);
        assert_eq!(marked("a .jpg file, x@localhost"), []);
    }
}
