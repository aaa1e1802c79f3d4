//! The rules the crate brings: every file of `patterns/` that holds rules, as a static table.
//!
//! The build script writes the table, so that a scanner reads and checks no file when it starts;
//! the checks that a host's file gets at run time, these files get in the tests below.

use std::borrow::Cow;

use super::{Gate, Rule, Strength};

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Every built-in rule, family by family.
pub(super) fn rules() -> &'static [Rule] {
    TABLE
}

/// Changes with any of the crate's patterns.
pub(super) fn hash() -> u32 {
    HASH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::file;

    /// The rule files, by family, in the order of the table.
    fn files() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/patterns");
        let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
            .filter(|(family, _)| {
                !["context", "policy", "policy_strict", "weights"].contains(&family.as_str())
            })
            .map(|(family, path)| (family, std::fs::read_to_string(path).unwrap()))
            .collect();
        files.sort();
        files
    }

    #[test]
    fn every_rule_passes_the_checks_of_a_hosts_rule_and_is_embedded_as_it_is_written() {
        let read: Vec<Rule> =
            files().iter().flat_map(|(family, text)| file::read(family, text).unwrap()).collect();
        for (written, embedded) in read.iter().zip(TABLE) {
            assert_eq!(written, embedded, "{}", written.id);
        }
        assert_eq!(read.len(), TABLE.len());
    }

    #[test]
    fn every_rule_bears_the_name_of_its_file_and_replaces_none() {
        for (family, text) in files() {
            for rule in file::read(&family, &text).unwrap() {
                assert_eq!(
                    rule.id.split_once('.').map(|(stem, _)| stem),
                    Some(family.as_str()),
                    "{}",
                    rule.id
                );
                assert!(!rule.replaces, "{}", rule.id);
            }
        }
    }

    #[test]
    fn ids_are_unique_over_all_files() {
        let mut ids: Vec<&str> = TABLE.iter().map(|rule| rule.id.as_ref()).collect();
        ids.sort_unstable();
        for pair in ids.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
