//! The plain way: what a Rust engineer would write first with the same patterns and the same lists.
//!
//! One `RegexSet` over all rules tells which of them match, `find_iter` of those gives the spans, and one
//! Aho-Corasick automaton finds the terms of all lists, in any case, as whole words. It knows no roles, no
//! context, no scores and no verdict.

use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};
use phi_preflight::RuleSet;
use regex::bytes::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// The cache of the set's lazy automaton. With the crate's default it fills up and the search falls back to a
/// far slower engine.
const CACHE: usize = 256 << 20;

/// The plain scanner.
pub struct Plain {
    set: RegexSet,
    regexes: Vec<Regex>,
    terms: AhoCorasick,
}

impl Plain {
    /// From the built-in rules and the files of `patterns/lists`.
    pub fn new() -> Self {
        let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns/lists");
        let rules = RuleSet::builtin();
        let sources: Vec<&str> = rules.iter().map(|rule| rule.regex()).collect();
        let set = RegexSetBuilder::new(&sources)
            .unicode(false)
            .size_limit(CACHE)
            .dfa_size_limit(CACHE)
            .build()
            .expect("the rules' regexes");
        let one = |source: &&str| RegexBuilder::new(source).unicode(false).build().expect("a rule's regex");
        let terms = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(terms(&lists))
            .expect("the lists' terms");
        Self { set, regexes: sources.iter().map(one).collect(), terms }
    }

    /// How many spans of patterns and of terms a text has.
    pub fn scan(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let matched = self.set.matches(bytes);
        let spans = matched.iter().map(|rule| self.regexes[rule].find_iter(bytes).count()).sum::<usize>();
        let inside = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
        let whole = |found: &aho_corasick::Match| {
            !inside(found.start().checked_sub(1).and_then(|at| bytes.get(at)))
                && !inside(bytes.get(found.end()))
        };
        spans + self.terms.find_iter(bytes).filter(whole).count()
    }
}

fn terms(lists: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(lists, "tsv") {
        let text = std::fs::read_to_string(path).expect("a list");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        found.extend(lines.filter_map(|line| line.split('\t').next()).map(str::to_owned));
    }
    found
}

fn files(folder: &Path, ending: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of patterns");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|known| known == ending)).collect();
    paths.sort();
    paths
}
