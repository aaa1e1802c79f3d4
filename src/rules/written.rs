//! A rule file as it is written: TOML to fields, each with its place in the file.
//!
//! The build script reads the built-in files with this module and the library reads a host's, so
//! that both mean the same by a rule file. It knows the form of a rule and the words of the format;
//! what only the library can tell (that a regex compiles, that a validator exists) it leaves alone.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Text of a rule: embedded for a built-in rule, owned for a host's.
pub(crate) type Text = Cow<'static, str>;
/// The same for a list.
pub(crate) type List<T> = Cow<'static, [T]>;

/// The most digits a gate can ask for: the sums it is held against are a set of 64 bits.
pub(crate) const MOST_DIGITS: u8 = 62;

/// What must stand in a text before a rule's regex is worth running over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// One of these words (the first word of each keyword, lower case); from three letters on, also
    /// as the start of a longer word.
    Keywords(List<Text>),
    /// Whole runs of digits, next to each other, that hold between so many digits together.
    Digits { least: u8, most: u8 },
    /// This literal.
    Anchor(Text),
}

/// How much the shape alone says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Strength {
    /// The regex itself holds the label.
    #[default]
    Labelled,
    /// Seldom anything else.
    Strong,
    /// Often something else.
    Weak,
}

/// A rule as it is written. A field whose content can be wrong keeps its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub id: Spanned<String>,
    pub category: Spanned<String>,
    pub finds: Spanned<String>,
    pub regex: Spanned<String>,
    keywords: Option<Spanned<Vec<String>>>,
    digits: Option<Spanned<(u8, u8)>>,
    anchor: Option<Spanned<String>>,
    #[serde(default)]
    pub labels: Vec<Spanned<String>>,
    strength: Option<Spanned<String>>,
    #[serde(default)]
    pub validators: Vec<Spanned<String>>,
    pub check: Option<Spanned<String>>,
    pub role: Option<Spanned<String>>,
    pub severity: Option<Spanned<String>>,
    #[serde(default)]
    pub prior: f32,
    #[serde(default = "yes")]
    pub guard: bool,
    pub advice: Spanned<String>,
    #[serde(default)]
    pub rewrite: String,
    pub source: Spanned<String>,
    pub jurisdictions: Option<Vec<Spanned<String>>>,
    pub examples: Spanned<Vec<Spanned<String>>>,
    pub counter_examples: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub replaces: bool,
}

fn yes() -> bool {
    true
}

/// Something wrong with a rule file.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The bytes of the file it stands in.
    pub at: Range<usize>,
    /// The rule it stands in, where it is in one that says its id.
    pub rule: Option<String>,
    /// Whether it is the TOML or its fields that are wrong, rather than what a rule says.
    pub in_syntax: bool,
    pub message: String,
}

impl Fault {
    pub fn new<T>(at: &Spanned<T>, message: impl Into<String>) -> Self {
        Self { at: at.span(), rule: None, in_syntax: false, message: message.into() }
    }

    fn syntax(at: Range<usize>, error: &toml::de::Error) -> Self {
        let at = error.span().unwrap_or(at);
        Self { at, rule: None, in_syntax: true, message: error.message().trim().to_owned() }
    }

    pub fn in_rule(mut self, id: &str) -> Self {
        self.rule.get_or_insert_with(|| id.to_owned());
        self
    }
}

/// The line, counted from one, that a byte of a file stands on.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}

/// The rules of one file.
pub(crate) fn read(text: &str) -> Result<Vec<Written>, Fault> {
    let table = DeTable::parse(text).map_err(|error| Fault::syntax(0..0, &error))?;
    let mut rules: Vec<Written> = Vec::new();
    for (key, value) in table.into_inner() {
        let DeValue::Array(entries) = value.into_inner() else {
            return Err(unknown_entry(&key));
        };
        if key.get_ref() != "rule" {
            return Err(unknown_entry(&key));
        }
        for entry in entries {
            let id = entry.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
            let read = read_one(entry).and_then(|rule| {
                let twice = rules.iter().any(|other| other.id.get_ref() == rule.id.get_ref());
                if twice { Err(Fault::new(&rule.id, "this id stands twice in the file")) } else { Ok(rule) }
            });
            rules.push(read.map_err(|fault| id.iter().fold(fault, |fault, id| fault.in_rule(id)))?);
        }
    }
    Ok(rules)
}

fn unknown_entry(key: &Spanned<Cow<'_, str>>) -> Fault {
    let message = format!("unknown entry `{}`: a rule file holds `[[rule]]`", key.get_ref());
    Fault { in_syntax: true, ..Fault::new(key, message) }
}

fn read_one(entry: Spanned<DeValue<'_>>) -> Result<Written, Fault> {
    let at = entry.span();
    let rule =
        Written::deserialize(ValueDeserializer::from(entry)).map_err(|error| Fault::syntax(at, &error))?;
    check_id(&rule.id)?;
    for (text, field) in [(&rule.finds, "finds"), (&rule.advice, "advice"), (&rule.source, "source")] {
        if text.get_ref().trim().is_empty() {
            return Err(Fault::new(text, format!("`{field}` is empty")));
        }
    }
    if !rule.prior.is_finite() {
        return Err(Fault::new(&rule.id, "`prior` must be a finite number"));
    }
    for (texts, kind) in [(&rule.examples, "examples"), (&rule.counter_examples, "counter-examples")] {
        if texts.get_ref().len() < 2 {
            return Err(Fault::new(texts, format!("a rule needs at least two {kind}")));
        }
    }
    for label in &rule.labels {
        let text = label.get_ref();
        if !(1..=25).contains(&text.len())
            || !text.is_ascii()
            || text.bytes().any(|byte| byte.is_ascii_uppercase())
        {
            return Err(Fault::new(label, "a label is ASCII, lower case, of 1 to 25 characters"));
        }
    }
    Ok(rule)
}

/// `family.name`, both of lower-case letters, digits and underscores, starting with a letter.
fn check_id(id: &Spanned<String>) -> Result<(), Fault> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    match id.get_ref().split_once('.') {
        Some((family, name)) if part(family) && part(name) => Ok(()),
        _ => Err(Fault::new(id, "an id is `family.name`, in a-z, 0-9 and `_`")),
    }
}

impl Written {
    /// The one gate of the rule.
    pub fn gate(&self) -> Result<Gate, Fault> {
        match (&self.keywords, &self.digits, &self.anchor) {
            (Some(keywords), None, None) => read_keywords(keywords),
            (None, Some(digits), None) => match *digits.get_ref() {
                (least, most) if 1 <= least && least <= most && most <= MOST_DIGITS => {
                    Ok(Gate::Digits { least, most })
                }
                _ => Err(Fault::new(digits, format!("`digits` is [least, most], from 1 to {MOST_DIGITS}"))),
            },
            (None, None, Some(anchor)) => match anchor.get_ref().len() {
                1..=3 => Ok(Gate::Anchor(Cow::Owned(anchor.get_ref().clone()))),
                _ => Err(Fault::new(anchor, "an anchor has one to three bytes")),
            },
            (None, None, None) => {
                Err(Fault::new(&self.id, "a gate is missing: give `keywords`, `digits` or `anchor`"))
            }
            _ => Err(Fault::new(&self.id, "more than one gate: give `keywords`, `digits` or `anchor`")),
        }
    }

    /// How much the shape says.
    pub fn strength(&self) -> Result<Strength, Fault> {
        let Some(strength) = &self.strength else { return Ok(Strength::default()) };
        known(strength, "strength", |name| {
            Some(match name {
                "labelled" => Strength::Labelled,
                "strong" => Strength::Strong,
                "weak" => Strength::Weak,
                _ => return None,
            })
        })
    }
}

fn read_keywords(keywords: &Spanned<Vec<String>>) -> Result<Gate, Fault> {
    let mut words: Vec<Text> = Vec::new();
    for keyword in keywords.get_ref() {
        let first: String = keyword.chars().take_while(char::is_ascii_lowercase).collect();
        if first.is_empty() || !keyword.is_ascii() || keyword.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let message =
                format!("the keyword `{keyword}` must be ASCII, lower case, and start with a letter");
            return Err(Fault::new(keywords, message));
        }
        if !words.iter().any(|word| *word == first) {
            words.push(first.into());
        }
    }
    if words.is_empty() {
        return Err(Fault::new(keywords, "`keywords` holds none"));
    }
    Ok(Gate::Keywords(words.into()))
}

/// The value that a name stands for.
pub(crate) fn known<T>(
    name: &Spanned<String>,
    kind: &str,
    find: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Fault> {
    find(name.get_ref()).ok_or_else(|| Fault::new(name, format!("unknown {kind} `{}`", name.get_ref())))
}
