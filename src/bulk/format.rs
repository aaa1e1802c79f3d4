//! What an input is made of, told by its ending, its first bytes, or the caller.

use std::path::Path;

/// How the drafts of an input are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One JSON object a line; see [`Draft`](crate::Draft) for the fields.
    Jsonl,
    /// A table with a header line; the delimiter is found or given.
    Csv,
    /// The whole input is one draft.
    Text,
    /// Each line is a draft of its own.
    Lines,
    /// A Markdown file: front matter, body, alt texts and link targets.
    Markdown,
    /// An HTML page: visible text, alt texts, titles, descriptions and link targets.
    Html,
}

impl Format {
    /// Every format, in the order of the command's help.
    pub const ALL: [Format; 6] =
        [Self::Jsonl, Self::Csv, Self::Text, Self::Lines, Self::Markdown, Self::Html];

    /// The name `--input` takes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Text => "text",
            Self::Lines => "lines",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// The format a file's ending tells, where it tells one; an ending that says how the file is
    /// compressed is passed over.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let path = if is_compressed(path) { Path::new(path.file_stem()?) } else { path };
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "jsonl" | "ndjson" => Self::Jsonl,
            "csv" | "tsv" => Self::Csv,
            "txt" | "text" => Self::Text,
            "md" | "markdown" | "mdx" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            _ => return None,
        })
    }

    /// The format that the first bytes after a byte order mark tell: an object at the start is JSONL, anything else one text. An
    /// empty input has no draft in it, as an empty JSONL file has none.
    pub(crate) fn sniff(first: &[u8]) -> Self {
        match first.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0) {
            Some(b'{') | None => Self::Jsonl,
            Some(_) => Self::Text,
        }
    }
}

/// Whether the ending says that the file is compressed, so that its size says little of what is in it.
#[must_use]
pub fn is_compressed(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| COMPRESSED.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

const COMPRESSED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_tells_in_any_case_and_an_unknown_one_does_not() {
        assert_eq!(Format::of_path(Path::new("a/B.JSONL")), Some(Format::Jsonl));
        assert_eq!(Format::of_path(Path::new("x.tsv")), Some(Format::Csv));
        assert_eq!(Format::of_path(Path::new("x.dat")), None);
        assert_eq!(Format::of_path(Path::new("README")), None);
        assert_eq!(Format::of_path(Path::new("x.csv.GZ")), Some(Format::Csv));
        assert_eq!(Format::of_path(Path::new("x.zst")), None);
    }

    #[test]
    fn first_bytes_tell_json_from_text() {
        assert_eq!(Format::sniff(b" \n{\"text\":"), Format::Jsonl);
        assert_eq!(Format::sniff(b"Meet Dr. Moreno {new}"), Format::Text);
        assert_eq!(Format::sniff(b""), Format::Jsonl);
    }

    #[test]
    fn names_round_trip() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.as_str()), Some(format));
        }
        assert_eq!(Format::from_name("xml"), None);
    }
}
