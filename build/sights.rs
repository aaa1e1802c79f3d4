//! Makes automata of what follows the first digit, the first sign or the first letter of a rule's matches.
//!
//! Rules that ask for digits are many, and nearly every text has a digit. What tells them apart stands right
//! behind it: `5 pm`, `12 Main Street`, `3rd`. The tails ([`super::tails`]) of such rules are joined in a few
//! automata that are run from each run of digits (and each sign) on, so that a rule's regex is searched for
//! only where its tail matches. A rule of keywords has an automaton of its own, of its matches from their first
//! letter on: nearly all of them start with a keyword, and there it is run. The automata are tables in one
//! embedded file, used in place.

use std::fmt::Write as _;

use regex_syntax::hir::Hir;

use crate::automata::{Determinized, Table, Way, determinize};
use crate::heads::head;
use crate::tails::{Bytes, beginning, cut, is_bare, relaxed};
use crate::written::Gate;

/// Rules share an automaton while theirs have so many states together: states of several rules multiply.
const MOST_STATES_SHARED: usize = 1000;
/// What the automaton of one rule may take up while it is made.
const SIZE_LIMIT: usize = 8 << 20;
/// The same for a rule of keywords: there are many of them, and each has its own.
const WORDED_LIMIT: usize = 2 << 20;
/// Of a rule whose automaton is larger, repeats of more rounds than so many are not counted; the more the better.
const ROUNDS_KEPT: [u32; 2] = [6, 1];
/// Of a rule whose automaton is still larger, about so many bytes of its tail are kept, the more the better.
const BYTES_KEPT: [usize; 6] = [32, 24, 16, 12, 8, 4];
/// The same for what stands before the byte that an automaton is run from.
const HEAD_LIMIT: usize = 1 << 20;
/// The same for the automaton of a whole match.
const WHOLE_LIMIT: usize = 1 << 20;
/// What an automaton of many rules may take up while it is made.
const SHARED_SIZE_LIMIT: usize = 64 << 20;

/// A rule as the automata know it.
struct Sighted {
    id: String,
    regex: String,
    tail: Hir,
    states: usize,
    /// The longest text before the byte that the tail starts with, and how the library names that byte.
    lead: usize,
    /// What that text looks like.
    head: Option<Determinized>,
    by: String,
}

/// What the library knows of the rule of an automaton.
fn entry(
    (id, regex): (&str, &str),
    (lead, by): (usize, &str),
    head: Option<&Determinized>,
    tables: &mut Vec<u8>,
) -> Result<String, String> {
    let head = match head {
        Some(head) => format!("Some(&{})", Table::of(head)?.write(tables)),
        None => "None".to_owned(),
    };
    Ok(format!("Seen {{ id: {id:?}, regex: {regex:?}, lead: {lead}, by: By::{by}, head: {head} }}"))
}

/// A rule of keywords as the automata know it.
struct Worded {
    id: String,
    regex: String,
    keywords: Vec<String>,
    automaton: Determinized,
    /// Where it has to be run, as the library names it.
    place: &'static str,
    lead: usize,
    head: Option<Determinized>,
}

/// The automata of all rules, and which rules have to hold a digit.
#[derive(Default)]
pub(crate) struct Sights {
    digits: Vec<Sighted>,
    signs: Vec<Sighted>,
    worded: Vec<Worded>,
    sign_bytes: Vec<u8>,
    /// Rules of keywords whose matches all hold a digit.
    with_digit: Vec<(String, String)>,
    /// Automata of whole matches, of rules whose head or tail has none, or only one of a tail cut short.
    wholes: Vec<(String, String, Determinized)>,
}

impl Sights {
    /// Takes a rule in where its matches can be told by what follows.
    pub(crate) fn add(&mut self, id: &str, regex: &str, gate: &Gate) {
        let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(regex);
        let Ok(hir) = parsed else { return };
        if !self.add_tail(id, regex, &hir, gate) {
            let whole = relaxing(&hir, Way::Forwards, WHOLE_LIMIT);
            self.wholes.extend(whole.map(|whole| (id.to_owned(), regex.to_owned(), whole)));
        }
    }

    /// Takes in what stands around the first byte of the rule's gate; gives whether all of it.
    fn add_tail(&mut self, id: &str, regex: &str, hir: &Hir, gate: &Gate) -> bool {
        let digits: Bytes = std::array::from_fn(|byte| (byte as u8).is_ascii_digit());
        let (set, by_digits, by) = match gate {
            Gate::Keywords(keywords) => {
                if !cut(hir, &digits).without {
                    self.with_digit.push((id.to_owned(), regex.to_owned()));
                }
                let keywords: Vec<&str> = keywords.iter().map(AsRef::as_ref).collect();
                let Some((rule, all)) = worded(id, regex, hir, &keywords) else { return false };
                let is_narrow = rule.lead == 0 || rule.head.is_some();
                self.worded.push(rule);
                return all && is_narrow;
            }
            Gate::Digits { .. } => (digits, true, "Digit".to_owned()),
            Gate::Anchor(literal) => {
                // Letters and digits stand everywhere: only a sign is looked from.
                let sign = literal.bytes().find(|byte| !byte.is_ascii_alphanumeric());
                let Some(sign) = sign else { return false };
                (std::array::from_fn(|byte| byte == usize::from(sign)), false, format!("Sign({sign})"))
            }
        };
        let cut = cut(hir, &set);
        // Only the start of a run of digits is looked from.
        if cut.without || by_digits && is_bare(hir, &set) {
            return false;
        }
        let (Some(tail), Some((lead, head))) = (cut.tail, before(hir, &set)) else { return false };
        let Some(Fitting { tail, automaton, all }) = fitting(tail, SIZE_LIMIT) else { return false };
        let states = automaton.states();
        let is_narrow = lead == 0 || head.is_some();
        let rule = Sighted { id: id.to_owned(), regex: regex.to_owned(), tail, states, lead, head, by };
        if by_digits {
            self.digits.push(rule);
        } else {
            self.sign_bytes.extend((0..=u8::MAX).filter(|byte| set[usize::from(*byte)]));
            self.signs.push(rule);
        }
        all && is_narrow
    }

    /// The tables, and the Rust source that says what stands where in them.
    pub(crate) fn write(mut self) -> Result<(Vec<u8>, String), String> {
        self.sign_bytes.sort_unstable();
        self.sign_bytes.dedup();
        let mut tables = Vec::new();
        let mut source = String::new();
        for (name, rules) in [("DIGIT_SIGHTS", self.digits), ("SIGN_SIGHTS", self.signs)] {
            let groups = groups(rules);
            let _ = writeln!(source, "static {name}: &[Sight] = &[");
            for group in groups {
                let tails: Vec<Hir> = group.iter().map(|rule| rule.tail.clone()).collect();
                let dfa = determinize(&tails, Way::Forwards, SHARED_SIZE_LIMIT)
                    .ok_or("the automaton of the rules' tails grows too large: let fewer rules share one")?;
                let entries = group.iter().map(|rule| {
                    entry((&rule.id, &rule.regex), (rule.lead, &rule.by), rule.head.as_ref(), &mut tables)
                });
                let rules = entries.collect::<Result<Vec<String>, String>>()?.join(", ");
                let expression = Table::of(&dfa)?.write(&mut tables);
                let _ = writeln!(source, "Sight {{ rules: &[{rules}], tables: {expression} }},");
            }
            source.push_str("];\n");
        }
        source.push_str("static WORD_SIGHTS: &[WordSight] = &[\n");
        for rule in &self.worded {
            let table = Table::of(&rule.automaton)?;
            let (seconds, behind) = table.run();
            let firsts =
                (0..26).filter(|&letter| seconds[letter] != 0).fold(0, |bits, letter| bits | 1_u32 << letter);
            let expression = table.write(&mut tables);
            let entry =
                entry((&rule.id, &rule.regex), (rule.lead, "Letter"), rule.head.as_ref(), &mut tables)?;
            let _ = writeln!(
                source,
                "WordSight {{ keywords: &{:?}, place: Place::{}, run: Run {{ firsts: {firsts}, seconds: {seconds:?}, behind: {behind:?} }}, \
                 sight: Sight {{ rules: &[{entry}], tables: {expression} }} }},",
                rule.keywords, rule.place,
            );
        }
        source.push_str("];\nstatic WHOLES: &[(&str, &str, Tables)] = &[\n");
        for (id, regex, whole) in &self.wholes {
            let _ = writeln!(source, "({id:?}, {regex:?}, {}),", Table::of(whole)?.write(&mut tables));
        }
        source.push_str("];\n");
        let _ = writeln!(
            source,
            "const SIGNS: &[u8] = &{:?};\nstatic WITH_DIGIT: &[(&str, &str)] = &{:?};",
            self.sign_bytes, self.with_digit
        );
        Ok((tables, source))
    }
}

/// A rule of keywords, and whether its automaton is of all that follows a match's first letter.
fn worded(id: &str, regex: &str, hir: &Hir, keywords: &[&str]) -> Option<(Worded, bool)> {
    let letters: Bytes = std::array::from_fn(|byte| (byte as u8).is_ascii_alphabetic());
    let tail = Some(cut(hir, &letters)).filter(|cut| !cut.without)?.tail?;
    let Fitting { automaton, all, .. } = fitting(tail, WORDED_LIMIT)?;
    let place = match is_bare(hir, &letters) {
        true => "Letter",
        false if automaton.starts_with_one_of(keywords) => "Keyword",
        false => "Word",
    };
    let (lead, head) = before(hir, &letters)?;
    let (id, regex) = (id.to_owned(), regex.to_owned());
    let keywords = keywords.iter().map(|word| (*word).to_owned()).collect();
    Some((Worded { id, regex, keywords, automaton, place, lead, head }, all))
}

/// The longest text of a match before its first byte of a set, and the automaton of such texts, read backwards.
fn before(hir: &Hir, set: &Bytes) -> Option<(usize, Option<Determinized>)> {
    let head = head(hir, set)?;
    let longest = head.properties().maximum_len().unwrap_or(usize::MAX);
    let automaton = if longest > 0 { relaxing(&head, Way::Backwards, HEAD_LIMIT) } else { None };
    Some((longest, automaton))
}

/// A tail, or a simpler one that matches wherever the tail does, and its automaton.
struct Fitting {
    tail: Hir,
    automaton: Determinized,
    /// Whether nothing was cut off its end.
    all: bool,
}

/// The automaton of a tail, or of a simpler one that matches wherever the tail does.
fn fitting(tail: Hir, limit: usize) -> Option<Fitting> {
    let fits = |tail: Hir, all: bool| {
        let automaton = determinize(std::slice::from_ref(&tail), Way::Forwards, limit)?;
        Some(Fitting { tail, automaton, all })
    };
    let shorter = |tail: Hir| BYTES_KEPT.iter().find_map(|&bytes| fits(beginning(&tail, bytes), false));
    let simple = ROUNDS_KEPT.map(|rounds| relaxed(&tail, rounds));
    let [.., simplest] = &simple;
    fits(tail.clone(), true)
        .or_else(|| simple.iter().cloned().find_map(|tail| fits(tail, true)))
        .or_else(|| shorter(simplest.clone()))
        .or_else(|| shorter(tail))
}

/// The automaton of a regex, counting as many rounds of its repeats as fit.
fn relaxing(hir: &Hir, way: Way, limit: usize) -> Option<Determinized> {
    let fits = |hir: &Hir| determinize(std::slice::from_ref(hir), way, limit);
    fits(hir).or_else(|| ROUNDS_KEPT.iter().find_map(|&rounds| fits(&relaxed(hir, rounds))))
}

/// Rules that share an automaton, the small ones first.
fn groups(mut rules: Vec<Sighted>) -> Vec<Vec<Sighted>> {
    rules.sort_by_key(|rule| rule.states);
    let mut groups: Vec<Vec<Sighted>> = Vec::new();
    let mut states = 0;
    for rule in rules {
        states += rule.states;
        match groups.last_mut().filter(|_| states <= MOST_STATES_SHARED) {
            Some(group) => group.push(rule),
            None => {
                states = rule.states;
                groups.push(vec![rule]);
            }
        }
    }
    groups
}
