//! Examples with their expected spans: `"Pt MRN: [[00482913]], follow up"`.

use std::ops::Range;

/// A text and where in it a rule must find something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    /// The text without its marks.
    pub text: String,
    /// Where the marks stood: bytes of `text`, in order, never empty.
    pub spans: Vec<Range<usize>>,
}

impl Example {
    /// Reads the marks; the message says what is wrong with them.
    pub fn parse(marked: &str) -> Result<Self, &'static str> {
        let mut text = String::with_capacity(marked.len());
        let mut spans = Vec::new();
        let mut rest = marked;
        while let Some((before, from)) = rest.split_once("[[") {
            let Some((value, after)) = from.split_once("]]") else {
                return Err("`[[` without `]]`");
            };
            if value.is_empty() || value.contains("[[") {
                return Err("a mark holds nothing, or another mark");
            }
            text.push_str(before);
            let start = text.len();
            text.push_str(value);
            spans.push(start..text.len());
            rest = after;
        }
        if rest.contains("]]") {
            return Err("`]]` without `[[`");
        }
        text.push_str(rest);
        if spans.is_empty() {
            return Err("no `[[span]]` is marked");
        }
        Ok(Self { text, spans })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans_of_the_unmarked_text() {
        let example = Example::parse("é [[12]] and [[34]].").unwrap();
        assert_eq!(example.text, "é 12 and 34.");
        assert_eq!(example.spans, [3..5, 10..12]);
    }

    #[test]
    fn unbalanced_empty_and_missing_marks_are_refused() {
        for wrong in ["[[12", "12]]", "[[]] x", "[[a [[b]] c]]", "no mark"] {
            assert!(Example::parse(wrong).is_err(), "{wrong}");
        }
    }
}
