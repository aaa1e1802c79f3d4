//! The rules in force: built-in ones, a host's own, less those switched off.

use std::sync::Arc;

use super::{Rule, RuleInfo, builtin, file};
use crate::error::{BuildError, BuildErrorKind};

/// The rules in force, in the order they are listed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Arc<Rule>>,
    /// Changes with every file read and every rule switched off.
    hash: Fnv,
}

impl RuleSet {
    /// The rules the crate brings.
    #[must_use]
    pub fn builtin() -> Self {
        let rules = builtin::rules().iter().map(|rule| Arc::new(rule.clone())).collect();
        Self { rules, hash: Fnv(builtin::hash()) }
    }

    /// No rule at all.
    #[cfg(test)]
    pub(crate) fn empty() -> Self {
        Self { rules: Vec::new(), hash: Fnv(0) }
    }

    /// Adds the rules of a rule file's text; `name` is what errors call the file.
    ///
    /// # Errors
    /// Where the file or a rule in it is wrong, where an id is already in the set and the rule does
    /// not say `replaces = true`, and where it says so and there is nothing to replace.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), BuildError> {
        let mut merged = self.rules.clone();
        for rule in file::read(name, text)? {
            let wrong = |kind, message: &str| {
                BuildError::new(kind, message).in_file(name).at_line(rule.line).in_rule(&rule.id)
            };
            match (merged.iter().position(|other| other.id == rule.id), rule.replaces) {
                (Some(at), true) => merged[at] = Arc::new(rule),
                (None, false) => merged.push(Arc::new(rule)),
                (Some(_), false) => {
                    let message = "a rule of this id is already there; `replaces = true` overrides it";
                    return Err(wrong(BuildErrorKind::Rule, message));
                }
                (None, true) => {
                    return Err(wrong(BuildErrorKind::UnknownId, "`replaces`, but no rule has this id"));
                }
            }
        }
        self.rules = merged;
        self.hash.add(text);
        Ok(())
    }

    /// The ids of a rule file's rules, or what is wrong with the file.
    pub(crate) fn ids_in(name: &str, text: &str) -> Result<Vec<String>, BuildError> {
        Ok(file::read(name, text)?.into_iter().map(|rule| rule.id.into_owned()).collect())
    }

    /// Switches a rule off.
    ///
    /// # Errors
    /// Where no rule has this id.
    pub fn disable(&mut self, id: &str) -> Result<(), BuildError> {
        let Some(at) = self.rules.iter().position(|rule| rule.id == id) else {
            return Err(BuildError::new(BuildErrorKind::UnknownId, format!("no rule has the id `{id}`")));
        };
        self.rules.remove(at);
        self.hash.add(id);
        Ok(())
    }

    /// The crate's version and eight hex digits that change with any rule: two reports with the same
    /// one were made with the same rules.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{}+{:08x}", env!("CARGO_PKG_VERSION"), self.hash.0)
    }

    /// The rules, in the order they are listed.
    pub fn iter(&self) -> impl Iterator<Item = RuleInfo<'_>> {
        self.rules.iter().map(|rule| RuleInfo(rule))
    }

    /// The rule of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<RuleInfo<'_>> {
        self.rules.iter().find(|rule| rule.id == id).map(|rule| RuleInfo(rule))
    }

    pub(crate) fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// A set of one rule of this set.
    pub(crate) fn only(&self, id: &str) -> Self {
        Self { rules: self.rules.iter().filter(|rule| rule.id == id).cloned().collect(), hash: self.hash }
    }
}

/// FNV-1a: short, the same on every platform and in every release, and not meant to resist anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fnv(u32);

impl Fnv {
    fn add(&mut self, text: &str) {
        self.0 = text.bytes().fold(self.0, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: &str = r#"
[[rule]]
id = "mine.badge"
category = "other_id"
finds = "A badge number."
regex = '\bBDG-[0-9]{4}\b'
keywords = ["bdg"]
advice = "Leave it out."
source = "house rule"
examples = ["[[BDG-1234]]", "badge [[BDG-9999]]"]
counter_examples = ["BDG", "1234"]
"#;

    #[test]
    fn a_hosts_rule_is_added_replaced_and_disabled_by_id() {
        let mut set = RuleSet::builtin();
        let before = set.iter().count();
        set.add("mine.toml", MINE).unwrap();
        assert_eq!(set.iter().count(), before + 1);

        let twice = set.add("mine.toml", MINE).unwrap_err();
        assert!(twice.to_string().contains("rule mine.badge: a rule of this id is already there"), "{twice}");

        let replacing = MINE.replace("A badge number.", "A badge.") + "replaces = true\n";
        set.add("mine.toml", &replacing).unwrap();
        assert_eq!(set.iter().count(), before + 1);
        assert_eq!(set.get("mine.badge").map(|rule| rule.finds()), Some("A badge."));

        set.disable("mine.badge").unwrap();
        assert!(set.get("mine.badge").is_none());
        assert_eq!(set.disable("mine.badge").unwrap_err().kind(), BuildErrorKind::UnknownId);
        assert_eq!(set.add("mine.toml", &replacing).unwrap_err().kind(), BuildErrorKind::UnknownId);
    }

    #[test]
    fn a_wrong_file_leaves_the_set_as_it_was() {
        let mut set = RuleSet::empty();
        let second_wrong = format!("{MINE}{}", MINE.replace("mine.badge", "Wrong"));
        assert!(set.add("mine.toml", &second_wrong).is_err());
        assert_eq!(set.iter().count(), 0);
    }

    #[test]
    fn the_version_changes_with_every_rule_added_or_disabled() {
        let builtin = RuleSet::builtin();
        assert_eq!(builtin.version(), RuleSet::builtin().version());
        assert!(builtin.version().starts_with(concat!(env!("CARGO_PKG_VERSION"), "+")));
        let mut set = builtin.clone();
        set.add("mine.toml", MINE).unwrap();
        let with_mine = set.version();
        assert_ne!(with_mine, builtin.version());
        set.disable("mine.badge").unwrap();
        assert_ne!(set.version(), with_mine);
    }

    #[test]
    fn fnv_gives_the_published_values() {
        let mut hash = Fnv(0x811c_9dc5);
        hash.add("foobar");
        assert_eq!(hash, Fnv(0xbf9c_f968));
    }
}
