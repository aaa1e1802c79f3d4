//! What a rule's regex may be: byte-wise ASCII classes, every repeat bounded, a longest match known.
//!
//! A bounded longest match is what keeps a scan linear on hostile text, and what lets a long text be
//! searched in pieces: a piece needs only so many bytes of what follows it.

use regex::bytes::{Regex, RegexBuilder};

/// The longest match a rule may have, in bytes.
pub(crate) const MAX_MATCH: usize = 512;

/// How large a compiled regex may become; beyond it the rule is refused.
const SIZE_LIMIT: usize = 4 << 20;

/// Compiles a rule's regex: ASCII classes, bytes, with a limit on its size.
pub(crate) fn compile(regex: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(regex).unicode(false).size_limit(SIZE_LIMIT).build()
}

/// Checks a rule's regex; the message says what is wrong with it.
pub(super) fn check(regex: &str) -> Result<(), String> {
    let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(regex);
    let hir =
        parsed.map_err(|error| format!("the regex does not parse: {}", one_line(&error.to_string())))?;
    let properties = hir.properties();
    if properties.minimum_len() == Some(0) {
        return Err("the regex matches the empty text".into());
    }
    let Some(longest) = properties.maximum_len() else {
        return Err("the regex has an unbounded repeat (`*`, `+` or `{n,}`): give each an upper bound".into());
    };
    if longest > MAX_MATCH {
        return Err(format!("the regex can match {longest} bytes; {MAX_MATCH} is the most allowed"));
    }
    compile(regex)
        .map_err(|error| format!("the regex does not compile: {}", one_line(&error.to_string())))?;
    Ok(())
}

/// The last line of a parser's drawing holds what is wrong.
fn one_line(message: &str) -> &str {
    let last = message.lines().last().unwrap_or(message);
    last.strip_prefix("error: ").unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_repeat_must_be_bounded() {
        for unbounded in ["a*", "a+", "a{2,}", r"x\s*y", "(?:ab)+c"] {
            assert!(check(&format!("z{unbounded}")).unwrap_err().contains("unbounded"), "{unbounded}");
        }
        for bounded in ["a?", "a{2,4}", r"\bx\s{0,3}y\b"] {
            assert_eq!(check(&format!("z{bounded}")), Ok(()), "{bounded}");
        }
    }

    #[test]
    fn the_longest_match_is_counted_in_bytes() {
        assert_eq!(check("a{512}"), Ok(()));
        assert!(check("a{513}").unwrap_err().contains("513 bytes"));
        assert!(check("(?:ab){300}").unwrap_err().contains("600 bytes"));
    }

    #[test]
    fn what_does_not_parse_or_matches_nothing_is_refused() {
        assert!(check("(a").unwrap_err().contains("does not parse: unclosed group"));
        assert!(check("a?").unwrap_err().contains("empty text"));
    }
}
