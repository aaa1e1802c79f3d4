//! Compiles the phrase rules of `patterns/phrases/` into constant tables.
//!
//! A rule lists *forms*: words and slots in the order they stand in a text, for example
//! `when {you} {adverb}?2 {came}`. The notation, token by token:
//!
//! | token | stands for |
//! | --- | --- |
//! | `word` | that word; a word of the text may carry a possessive `'s` |
//! | `{set}` | a term (one word or more) of a set of `<family>_words.toml` |
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
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::class::Class;
use crate::phrase_tables;
use crate::terms::Terms;

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
pub(crate) struct Rule {
    pub id: String,
    pub category: String,
    pub finds: String,
    pub advice: String,
    pub source: String,
    #[serde(default)]
    pub prior: f32,
    #[serde(default)]
    pub features: Vec<String>,
    pub forms: Vec<String>,
    pub examples: Vec<String>,
    pub counter_examples: Vec<String>,
}

/// One place of a form, with every alternative that may fill it.
#[derive(Clone, Default)]
pub(crate) struct Item {
    pub sets: Vec<u16>,
    pub classes: u64,
    /// What may fill it only as a possessive.
    pub owner_sets: Vec<u16>,
    pub owner_classes: u64,
    pub digit: bool,
    pub capital: bool,
    pub any: bool,
    pub not: bool,
    pub after_break: bool,
    pub optional: bool,
}

#[derive(Default)]
struct Compiler {
    /// Named sets and, by their text, the literals of forms.
    sets: BTreeMap<String, u16>,
    /// Every word of a term or form.
    words: BTreeMap<String, Word>,
}

/// The sets a word is a term of, and the longer terms it starts.
#[derive(Default)]
pub(crate) struct Word {
    pub sets: Vec<u16>,
    pub longer: Vec<(Vec<String>, u16)>,
}

/// The places of a form in their order.
pub(crate) struct Form {
    pub rule: usize,
    pub items: Vec<Item>,
    pub span: (usize, usize),
    pub clause_start: bool,
}

/// Reads the rules and returns the Rust source of their tables.
pub(crate) fn compile(folder: &Path, families: &[&str], terms: &Terms) -> Result<String, String> {
    let mut compiler = Compiler::default();
    for family in families {
        let file = format!("{family}_words.toml");
        let words: Words = read(&folder.join(&file))?;
        for (name, terms) in &words.sets {
            let set = compiler.new_set(&format!("{{{name}}}"))?;
            for term in terms {
                compiler.add_term(term, set).map_err(|error| format!("{file}: {name}: {error}"))?;
            }
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
            if rule.finds.is_empty() || rule.advice.is_empty() {
                return Err(format!("{family}.toml: {}: what it finds and what to do about it", rule.id));
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
    compiler.check_use(&forms)?;
    phrase_tables::write(&compiler.words, &rules, &forms, terms)
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
        match self.sets.insert(name.to_owned(), set) {
            Some(_) => Err(format!("the set `{name}` is there twice")),
            None => Ok(set),
        }
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
            None => Err("no word in it".into()),
            Some(item) if item.optional || item.any || item.not => {
                Err("a form starts with a word that must be there".into())
            }
            _ if form
                .items
                .iter()
                .rev()
                .find(|item| item.is_gap() || !item.optional)
                .is_some_and(Item::says_nothing) =>
            {
                Err("a form ends with words that say nothing".into())
            }
            _ if form.items.len() > MOST_ITEMS => Err(format!("more than {MOST_ITEMS} items")),
            _ if form.span.0 >= form.span.1 => Err("`[ ]` holds nothing".into()),
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

    /// A set that no form uses is dead, or a form has misspelt another.
    fn check_use(&self, forms: &[Form]) -> Result<(), String> {
        let items = || forms.iter().flat_map(|form| &form.items);
        let used = |set: &u16| items().any(|item| item.sets.contains(set) || item.owner_sets.contains(set));
        match self.sets.iter().find(|(_, set)| !used(set)) {
            Some((name, _)) => Err(format!("no form uses the set `{name}`")),
            None => Ok(()),
        }
    }
}

impl Item {
    /// A place that any word may fill, or nearly any.
    fn is_gap(&self) -> bool {
        self.any || self.not
    }

    fn says_nothing(&self) -> bool {
        self.optional && self.is_gap()
    }
}
