//! Writes compiled phrase rules as Rust source: the tables of `src/detector/phrases/tables.rs`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::finding::Category;
use crate::format::hash;
use crate::phrase_screen::{Screen, form_bits};
use crate::phrases::{Form, Item, Rule, Word};
use crate::terms::Terms;

type Words = BTreeMap<String, Word>;

/// The source of every table.
pub(crate) fn write(words: &Words, rules: &[Rule], forms: &[Form], terms: &Terms) -> Result<String, String> {
    let mut out = String::new();
    let screen = Screen::new(words, forms, terms);
    screen.write(&mut out);
    write_words(&mut out, words, forms, &screen);
    let slots = slots(words)?;
    let _ = writeln!(out, "pub(super) static SLOTS: [(u16, u16); {}] = {slots:?};", slots.len());
    write_forms(&mut out, forms, &screen);
    write_rules(&mut out, rules)?;
    Ok(out)
}

fn write_words(out: &mut String, words: &Words, forms: &[Form], screen: &Screen) {
    let numbers: BTreeMap<&str, usize> =
        words.keys().enumerate().map(|(number, word)| (word.as_str(), number)).collect();
    // Few sets of forms are started by many words: a word names its set by number.
    let starts: BTreeMap<&str, Vec<usize>> =
        words.iter().map(|(text, word)| (text.as_str(), starts(word, forms))).collect();
    let sets: BTreeSet<&Vec<usize>> = starts.values().collect();
    let numbered: BTreeMap<&Vec<usize>, usize> = sets.iter().copied().zip(0..).collect();
    let sets = sets.iter().map(|set| form_bits(forms.len(), set.iter().copied()));
    let sets: Vec<String> = sets.collect();
    let _ = writeln!(out, "pub(super) static STARTS: &[Forms] = &[{}];", sets.join(", "));
    let _ = writeln!(out, "pub(super) static WORDS: &[Word] = &[");
    for (text, word) in words {
        let mut longer: Vec<_> = word.longer.iter().collect();
        longer.sort_by_key(|(rest, set)| (Reverse(rest.len()), rest.clone(), *set));
        let longer = longer.iter().map(|(rest, set)| {
            let rest: Vec<usize> =
                rest.iter().filter_map(|word| numbers.get(word.as_str()).copied()).collect();
            format!("Longer {{ rest: &{rest:?}, set: {set} }}")
        });
        let sets = in_order(&word.sets);
        let _ = writeln!(
            out,
            "Word {{ text: {text:?}, sets: &{sets:?}, longer: &[{}], starts: {}, needs: &{:?} }},",
            longer.collect::<Vec<_>>().join(", "),
            starts.get(text.as_str()).and_then(|set| numbered.get(set)).copied().unwrap_or_default(),
            screen.of_word(text)
        );
    }
    out.push_str("];\n");
}

/// The forms that a word can start.
fn starts(word: &Word, forms: &[Form]) -> Vec<usize> {
    let sets: Vec<u16> = word.sets.iter().chain(word.longer.iter().map(|(_, set)| set)).copied().collect();
    let fits = |item: &Item| sets.iter().any(|set| item.sets.contains(set) || item.owner_sets.contains(set));
    starting(forms, fits)
}

/// The forms whose first place is such a one.
fn starting(forms: &[Form], fits: impl Fn(&Item) -> bool) -> Vec<usize> {
    (0..forms.len()).filter(|&number| forms[number].items.first().is_some_and(&fits)).collect()
}

/// An open hash table of word numbers plus one, with some bits of each word's hash; at most a quarter full,
/// since most words of a text are in no rule.
fn slots(words: &Words) -> Result<Vec<(u16, u16)>, String> {
    let size = (words.len() * 4).next_power_of_two();
    let mut slots = vec![(0u16, 0u16); size];
    for (number, word) in words.keys().enumerate() {
        let hash = hash(word.as_bytes());
        let mut at = hash as usize & (size - 1);
        while slots[at].0 != 0 {
            at = (at + 1) & (size - 1);
        }
        let number = u16::try_from(number + 1).map_err(|_| "too many words".to_owned())?;
        slots[at] = (number, (hash >> 48) as u16);
    }
    Ok(slots)
}

fn write_forms(out: &mut String, forms: &[Form], screen: &Screen) {
    let _ = writeln!(out, "pub(super) static FORMS: &[Form] = &[");
    for (number, form) in forms.iter().enumerate() {
        let items: Vec<String> = form.items.iter().map(item).collect();
        let needs = screen.of_form(number).iter();
        let needs: Vec<String> = needs
            .map(|(need, from, to)| format!("Placed {{ need: {need}, from: {from}, to: {to} }}"))
            .collect();
        let _ = writeln!(
            out,
            "Form {{ rule: {}, needs: &[{}], span: {:?}, clause_start: {}, items: &[{}] }},",
            form.rule,
            needs.join(", "),
            form.span,
            form.clause_start,
            items.join(", ")
        );
    }
    let classes = |item: &Item| item.classes | item.owner_classes;
    let by_class = starting(forms, |item| classes(item) != 0);
    let by_shape = starting(forms, |item| item.digit || item.capital);
    let first_classes = by_class.iter().fold(0, |all, &number| all | classes(&forms[number].items[0]));
    let bits = |numbers: Vec<usize>| form_bits(forms.len(), numbers.into_iter());
    let (by_class, by_shape) = (bits(by_class), bits(by_shape));
    let _ = writeln!(
        out,
        "];\npub(super) static CLASS_FORMS: Forms = {by_class};\n\
         pub(super) static SHAPE_FORMS: Forms = {by_shape};\n\
         pub(super) const CLASS_STARTS: Class = Class({first_classes});"
    );
}

fn item(item: &Item) -> String {
    let flags = [
        ("DIGIT", item.digit),
        ("CAPITAL", item.capital),
        ("ANY", item.any),
        ("NOT", item.not),
        ("AFTER_BREAK", item.after_break),
        ("OPTIONAL", item.optional),
    ];
    let flags = flags.iter().filter(|(_, on)| *on).map(|(name, _)| format!("Item::{name}"));
    let flags = flags.collect::<Vec<_>>().join(" | ");
    let flags = if flags.is_empty() { "0".to_owned() } else { flags };
    format!(
        "Item {{ sets: &{:?}, classes: Class({}), owner_sets: &{:?}, owner_classes: Class({}), flags: {} }}",
        in_order(&item.sets),
        item.classes,
        in_order(&item.owner_sets),
        item.owner_classes,
        flags
    )
}

/// Sets as the matcher compares them: in order, each once.
fn in_order(sets: &[u16]) -> Vec<u16> {
    let sets: BTreeSet<u16> = sets.iter().copied().collect();
    sets.into_iter().collect()
}

fn write_rules(out: &mut String, rules: &[Rule]) -> Result<(), String> {
    out.push_str("pub(super) static RULES: &[Rule] = &[\n");
    for rule in rules {
        let unknown = || format!("{}: no category is named `{}`", rule.id, rule.category);
        let category = Category::from_name(&rule.category).ok_or_else(unknown)?;
        let features: Vec<String> = rule.features.iter().map(|name| format!("Feature::{name}")).collect();
        let _ = writeln!(
            out,
            "Rule {{ id: {:?}, category: Category::{category:?}, advice: {:?}, source: {:?}, prior: {:?}, \
             features: &[{}], #[cfg(test)] examples: &{:?}, \
             #[cfg(test)] counter_examples: &{:?} }},",
            rule.id,
            rule.advice,
            rule.source,
            rule.prior,
            features.join(", "),
            rule.examples,
            rule.counter_examples
        );
    }
    out.push_str("];\n");
    Ok(())
}
