//! Host names: which dotted names are one.
//!
//! A name after `www.` or `@` is taken at its word. Any other is a host only if its last label is a
//! top-level domain that people publish under: a space forgotten after a full stop ("last year.the
//! clinic") is more common than a rare domain.

use std::ops::Range;

const MAX_HOST: usize = 253;
pub(super) const MAX_LABEL: usize = 63;

/// Last labels that make a dotted name a host, where nothing else about it does.
#[rustfmt::skip] // a table reads better in full lines
const TOP_LEVEL: [&str; 91] = [
    "ai", "app", "au", "be", "biz", "blog", "br", "ca", "care", "cat", "cc", "center", "ch",
    "clinic", "cloud", "club", "cn", "co", "com", "community", "coop", "cymru", "de", "dental",
    "dev", "dk", "doctor", "edu", "es", "eu", "example", "fi", "fm", "foundation", "fr", "fund",
    "gg", "gl", "gle", "global", "gov", "gr", "health", "healthcare", "hospital", "ie", "info",
    "int", "invalid", "io", "irish", "jp", "link", "live", "london", "ly", "md", "mil", "mx",
    "name", "net", "news", "nhs", "nl", "nyc", "nz", "onl", "online", "org", "page", "ph", "physio",
    "pl", "pro", "pt", "ru", "scot", "se", "shop", "site", "store", "surgery", "test", "tv", "uk",
    "us", "vet", "wales", "wiki", "xyz", "za",
];
/// Countries whose code is an English word: "left it.in the car" has no host.
const WORDY: [&str; 12] = ["am", "as", "at", "do", "in", "is", "it", "me", "my", "no", "so", "to"];

/// The end of the run of bytes that `is_part` accepts, from `from` on, at most `max` long.
pub(super) fn run(bytes: &[u8], from: usize, max: usize, is_part: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take(max).take_while(|byte| is_part(**byte)).count()
}

pub(super) fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// A dotted name from `from` on, two labels at least, the last of letters.
pub(super) fn host(text: &str, from: usize) -> Option<Range<usize>> {
    let mut end = None;
    labels(text.as_bytes(), from, |label, count| {
        let name = &text[label.clone()];
        let is_last = name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        if count >= 2 && is_last && has_case_of(&text[from..label.end], name) {
            end = Some(label.end);
        }
    });
    end.map(|end| from..end)
}

/// Calls `each` for every label of a dotted name, with its number from one; gives the name's end.
pub(super) fn labels(bytes: &[u8], from: usize, mut each: impl FnMut(Range<usize>, usize)) -> usize {
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

pub(super) fn is_listed(list: &[&str], label: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(label))
}

/// Judges a dotted name by its last label. A capital there is the next sentence's, unless all of
/// the name is in capitals.
pub(super) fn is_top_level(host: &str, last: usize, labels: usize, has_path: bool) -> bool {
    let label = &host[host.len() - last..];
    has_case_of(host, label)
        && (is_listed(&TOP_LEVEL, label) || ((labels > 2 || has_path) && is_listed(&WORDY, label)))
}

/// True for a last label in small letters, or in capitals like all of its host. A single capital is
/// the next sentence's.
fn has_case_of(host: &str, label: &str) -> bool {
    let is_small = |text: &str| text.bytes().any(|byte| byte.is_ascii_lowercase());
    !label.bytes().any(|byte| byte.is_ascii_uppercase()) || !is_small(host)
}
