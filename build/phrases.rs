//! Compiles the phrase rules of `patterns/phrases/` into constant tables.
//!
//! A rule lists *forms*: words and slots in the order they stand in a text, for example
//! `when {you} {adverb}?2 {came}`. The notation, token by token:
//!
//! | token | stands for |
//! | --- | --- |
//! | `word` | that word; a word of the text may carry a possessive `'s` |
//! | `{set}` | a term (one word or more) of a set of `words.toml` |
//! | `@class` | a word or phrase that the lexicon knows as that class |
//! | `{set}'s`, `@class's` | the same, as a possessive |
//! | `#`, `Aa` | a word with a digit, a word with a capital |
//! | `_` | any word |
//! | `a\|{set}\|@class` | one of these |
//! | `!{set}` | any word that is none of these |
//! | `…?`, `…?3` | the token may be missing, may stand up to three times |
//! | `,` | a comma, colon, dash or bracket may stand here; elsewhere it ends the match |
//! | `^` | the form starts a clause |
//! | `[ … ]` | what is reported; the whole form where absent |
//!
//! Every distinct word becomes a number with the sets it belongs to, so that matching compares
//! numbers and a text's word is looked up once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::class::Class;
use crate::hash::hash;

/// The most items of a form, repeats counted each: the matcher keeps them in one word of bits.
const MOST_ITEMS: usize = 32;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    sets: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    category: String,
    finds: String,
    advice: String,
    source: String,
    #[serde(default)]
    prior: f32,
    #[serde(default)]
    features: Vec<String>,
    forms: Vec<String>,
    examples: Vec<String>,
    counter_examples: Vec<String>,
}

/// One place of a form, with every alternative that may fill it.
#[derive(Clone, Default)]
struct Item {
    sets: Vec<u16>,
    classes: u64,
    /// What may fill it only as a possessive.
    owner_sets: Vec<u16>,
    owner_classes: u64,
    digit: bool,
    capital: bool,
    any: bool,
    not: bool,
    after_break: bool,
    optional: bool,
}

#[derive(Default)]
struct Compiler {
    /// Named sets and, by their text, the literals of forms.
    sets: BTreeMap<String, u16>,
    /// Each word, the sets it is a term of, and the longer terms it starts.
    words: BTreeMap<String, Word>,
}

#[derive(Default)]
struct Word {
    sets: Vec<u16>,
    longer: Vec<(Vec<String>, u16)>,
    starts: Vec<u16>,
}

struct Form {
    rule: usize,
    items: Vec<Item>,
    span: (usize, usize),
    clause_start: bool,
}

/// Reads the rules and returns the Rust source of their tables.
pub(crate) fn compile(folder: &Path, families: &[&str]) -> Result<String, String> {
    let words: Words = read(&folder.join("words.toml"))?;
    let mut compiler = Compiler::default();
    for (name, terms) in &words.sets {
        let set = compiler.new_set(&format!("{{{name}}}"))?;
        for term in terms {
            compiler.add_term(term, set).map_err(|error| format!("words.toml: {name}: {error}"))?;
        }
    }
    let mut rules = Vec::new();
    let mut forms = Vec::new();
    for family in families {
        let file: Family = read(&folder.join(format!("{family}.toml")))?;
        for rule in file.rule {
            if !rule.id.starts_with(&format!("{family}.")) {
                return Err(format!("{family}.toml: {}: the id starts with another family", rule.id));
            }
            if rule.examples.len() < 2 || rule.counter_examples.len() < 2 {
                return Err(format!("{family}.toml: {}: two examples and two counter-examples", rule.id));
            }
            for text in &rule.forms {
                let form = compiler
                    .form(rules.len(), text)
                    .map_err(|error| format!("{family}.toml: {}: `{text}`: {error}", rule.id))?;
                forms.push(form);
            }
            rules.push(rule);
        }
    }
    compiler.index(&forms);
    compiler.write(&rules, &forms)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// A term's words as a document cuts them: at spaces and hyphens.
fn words_of(term: &str) -> Result<Vec<String>, String> {
    if let Some(wrong) =
        term.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | ' ' | '-' | '\'' | '&' | '/' | '.' | ','))
    {
        return Err(format!("`{term}` holds {wrong:?}; terms are lower-case ASCII"));
    }
    let words: Vec<String> =
        term.split([' ', '-', '&', '/', '.']).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    if words.is_empty() { Err(format!("`{term}` has no word")) } else { Ok(words) }
}

impl Compiler {
    fn new_set(&mut self, name: &str) -> Result<u16, String> {
        let set = u16::try_from(self.sets.len()).map_err(|_| "too many sets".to_owned())?;
        self.sets.insert(name.to_owned(), set);
        Ok(set)
    }

    fn add_term(&mut self, term: &str, set: u16) -> Result<(), String> {
        let mut words = words_of(term)?;
        for word in &words {
            self.words.entry(word.clone()).or_default();
        }
        let first = self.words.entry(words.remove(0)).or_default();
        if words.is_empty() {
            first.sets.push(set);
        } else {
            first.longer.push((words, set));
        }
        Ok(())
    }

    fn form(&mut self, rule: usize, text: &str) -> Result<Form, String> {
        let mut form = Form { rule, items: Vec::new(), span: (0, usize::MAX), clause_start: false };
        let mut after_break = false;
        for token in text.split_whitespace() {
            match token {
                "^" => form.clause_start = true,
                "," => after_break = true,
                "[" => form.span.0 = form.items.len(),
                "]" => form.span.1 = form.items.len(),
                _ => {
                    let (mut item, times) = self.item(token)?;
                    item.after_break = std::mem::take(&mut after_break);
                    form.items.extend(std::iter::repeat_n(item, times));
                }
            }
        }
        form.span.1 = form.span.1.min(form.items.len());
        match form.items.first() {
            None => return Err("no word in it".into()),
            Some(item) if item.optional || item.any || item.not => {
                return Err("a form starts with a word that must be there".into());
            }
            _ if form
                .items
                .iter()
                .rev()
                .find(|item| item.is_gap() || !item.optional)
                .is_some_and(Item::says_nothing) =>
            {
                return Err("a form ends with words that say nothing".into());
            }
            _ if form.items.len() > MOST_ITEMS => return Err(format!("more than {MOST_ITEMS} items")),
            _ if form.span.0 >= form.span.1 => return Err("`[ ]` holds nothing".into()),
            _ => Ok(form),
        }
    }

    fn item(&mut self, token: &str) -> Result<(Item, usize), String> {
        let mut item = Item::default();
        let (mut token, times) = match token.rsplit_once('?') {
            Some((head, "")) => (head, 1),
            Some((head, count)) => {
                (head, count.parse().map_err(|_| format!("`{token}`: a count follows `?`"))?)
            }
            None => (token, 0),
        };
        item.optional = times > 0;
        if let Some(rest) = token.strip_prefix('!') {
            (item.not, token) = (true, rest);
        }
        for part in token.split('|') {
            match part {
                "_" => item.any = true,
                "#" => item.digit = true,
                "Aa" => item.capital = true,
                _ => self.alternative(&mut item, part)?,
            }
        }
        Ok((item, times.max(1)))
    }

    fn alternative(&mut self, item: &mut Item, part: &str) -> Result<(), String> {
        let slot = part.starts_with(['{', '@']);
        let owner = part.strip_suffix("'s").filter(|_| slot);
        let name = owner.unwrap_or(part);
        if let Some(name) = name.strip_prefix('@') {
            let class = Class::named(name).ok_or_else(|| format!("no class is named `{name}`"))?;
            let classes = if owner.is_some() { &mut item.owner_classes } else { &mut item.classes };
            *classes |= class.0;
            return Ok(());
        }
        let set = match self.sets.get(name) {
            Some(set) => *set,
            None if slot => return Err(format!("no set is named `{name}`")),
            None => {
                let set = self.new_set(name)?;
                self.add_term(name, set)?;
                set
            }
        };
        if owner.is_some() { &mut item.owner_sets } else { &mut item.sets }.push(set);
        Ok(())
    }

    /// Notes at each word the forms that it can start.
    fn index(&mut self, forms: &[Form]) {
        for (number, form) in forms.iter().enumerate() {
            let Some(first) = form.items.first() else { continue };
            for word in self.words.values_mut() {
                let mut sets = word.sets.iter().chain(word.longer.iter().map(|(_, set)| set));
                if sets.any(|set| first.sets.contains(set) || first.owner_sets.contains(set)) {
                    word.starts.push(number as u16);
                }
            }
        }
    }

    fn write(&self, rules: &[Rule], forms: &[Form]) -> Result<String, String> {
        let numbers: BTreeMap<&str, usize> =
            self.words.keys().enumerate().map(|(number, word)| (word.as_str(), number)).collect();
        let mut out = String::new();
        let _ = writeln!(out, "pub(super) static WORDS: &[Word] = &[");
        for (text, word) in &self.words {
            let mut longer: Vec<_> = word.longer.iter().collect();
            longer.sort_by_key(|(rest, set)| (std::cmp::Reverse(rest.len()), rest.clone(), *set));
            let longer: Vec<String> = longer
                .iter()
                .map(|(rest, set)| {
                    let rest: Vec<usize> =
                        rest.iter().filter_map(|w| numbers.get(w.as_str()).copied()).collect();
                    format!("Longer {{ rest: &{rest:?}, set: {set} }}")
                })
                .collect();
            let mut sets = word.sets.clone();
            sets.sort_unstable();
            sets.dedup();
            let _ = writeln!(
                out,
                "Word {{ text: {text:?}, sets: &{sets:?}, longer: &[{}], starts: &{:?} }},",
                longer.join(", "),
                word.starts
            );
        }
        let slots = self.slots()?;
        let _ = writeln!(out, "];\npub(super) static SLOTS: [u16; {}] = {slots:?};", slots.len());
        let _ = writeln!(out, "pub(super) static FORMS: &[Form] = &[");
        for form in forms {
            let items: Vec<String> = form.items.iter().map(Item::source).collect();
            let _ = writeln!(
                out,
                "Form {{ rule: {}, span: ({}, {}), clause_start: {}, items: &[{}] }},",
                form.rule,
                form.span.0,
                form.span.1,
                form.clause_start,
                items.join(", ")
            );
        }
        let by_class: Vec<usize> = (0..forms.len())
            .filter(|&n| forms[n].items.first().is_some_and(|item| item.all_classes() != 0))
            .collect();
        let classes = by_class.iter().fold(0, |all, &n| all | forms[n].items[0].all_classes());
        let _ = writeln!(
            out,
            "];\npub(super) static CLASS_FORMS: &[u16] = &{by_class:?};\n\
             pub(super) const CLASS_STARTS: Class = Class({classes});\n\
             pub(super) static RULES: &[Rule] = &["
        );
        for rule in rules {
            let features: Vec<String> = rule.features.iter().map(|name| format!("Feature::{name}")).collect();
            let _ = writeln!(
                out,
                "Rule {{ id: {:?}, category: Category::{}, finds: {:?}, advice: {:?}, source: {:?}, \
                 prior: {:?}, features: &[{}], examples: &{:?}, counter_examples: &{:?} }},",
                rule.id,
                category(&rule.category)?,
                rule.finds,
                rule.advice,
                rule.source,
                rule.prior,
                features.join(", "),
                rule.examples,
                rule.counter_examples
            );
        }
        out.push_str("];\n");
        Ok(out)
    }

    /// An open hash table of word numbers plus one; at most half full.
    fn slots(&self) -> Result<Vec<u16>, String> {
        let size = (self.words.len() * 2).next_power_of_two();
        let mut slots = vec![0u16; size];
        for (number, word) in self.words.keys().enumerate() {
            let mut at = hash(word.as_bytes()) as usize & (size - 1);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = u16::try_from(number + 1).map_err(|_| "too many words".to_owned())?;
        }
        Ok(slots)
    }
}

impl Item {
    fn all_classes(&self) -> u64 {
        self.classes | self.owner_classes
    }

    fn is_gap(&self) -> bool {
        self.any || self.not
    }

    fn says_nothing(&self) -> bool {
        self.optional && self.is_gap()
    }

    fn source(&self) -> String {
        let flags = [
            ("DIGIT", self.digit),
            ("CAPITAL", self.capital),
            ("ANY", self.any),
            ("NOT", self.not),
            ("AFTER_BREAK", self.after_break),
            ("OPTIONAL", self.optional),
        ];
        let flags: Vec<String> =
            flags.iter().filter(|(_, on)| *on).map(|(name, _)| format!("Item::{name}")).collect();
        let flags = if flags.is_empty() { "0".to_owned() } else { flags.join(" | ") };
        format!(
            "Item {{ sets: &{:?}, classes: Class({}), owner_sets: &{:?}, owner_classes: Class({}), flags: {flags} }}",
            self.sets, self.classes, self.owner_sets, self.owner_classes
        )
    }
}

/// The name of the category's variant.
fn category(name: &str) -> Result<&'static str, String> {
    match name {
        "care" => Ok("Care"),
        "detail" => Ok("Detail"),
        "image" => Ok("Image"),
        _ => Err(format!("phrase rules are of category care, detail or image, not `{name}`")),
    }
}
