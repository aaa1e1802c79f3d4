//! Makes automata of what follows the first digit, or the first sign, of a rule's matches.
//!
//! Rules that ask for digits are many, and nearly every text has a digit. What tells them apart stands right
//! behind it: `5 pm`, `12 Main Street`, `3rd`. The tails ([`super::tails`]) of such rules are joined in a few
//! automata that are run from each run of digits (and each sign) on, so that a rule's regex is searched for
//! only where its tail matches. The automata are tables in one embedded file, used in place.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::Hir;

use crate::tails::{Bytes, cut, is_bare};
use crate::written::Gate;

/// Rules share an automaton while theirs have so many states together: states of several rules multiply.
const MOST_STATES_SHARED: usize = 1000;
/// A rule whose automaton is larger goes without.
const SIZE_LIMIT: usize = 8 << 20;
/// What an automaton of many rules may take up while it is made.
const SHARED_SIZE_LIMIT: usize = 64 << 20;

/// A rule as the automata know it.
struct Sighted {
    id: String,
    regex: String,
    tail: Hir,
    states: usize,
}

/// The automata of all rules, and which rules have to hold a digit.
#[derive(Default)]
pub(crate) struct Sights {
    digits: Vec<Sighted>,
    signs: Vec<Sighted>,
    sign_bytes: Vec<u8>,
    /// Rules of keywords whose matches all hold a digit.
    with_digit: Vec<(String, String)>,
}

impl Sights {
    /// Takes a rule in where its matches can be told by what follows.
    pub(crate) fn add(&mut self, id: &str, regex: &str, gate: &Gate) {
        let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(regex);
        let Ok(hir) = parsed else { return };
        let mut set: Bytes = [false; 256];
        let by_digits = match gate {
            Gate::Keywords(_) | Gate::Digits { .. } => {
                set[usize::from(b'0')..=usize::from(b'9')].fill(true);
                true
            }
            Gate::Anchor(literal) => {
                let Some(&first) = literal.as_bytes().first() else { return };
                set[usize::from(first)] = true;
                false
            }
        };
        let Some(cut) = cut(&hir, &set).filter(|cut| !cut.without) else { return };
        if matches!(gate, Gate::Keywords(_)) {
            self.with_digit.push((id.to_owned(), regex.to_owned()));
            return;
        }
        // Only the start of a run of digits is looked from.
        if by_digits && is_bare(&hir, &set) {
            return;
        }
        let Some(tail) = cut.tail else { return };
        let Some(dfa) = determinize(std::slice::from_ref(&tail), SIZE_LIMIT) else { return };
        let rule = Sighted { id: id.to_owned(), regex: regex.to_owned(), tail, states: dfa.states() };
        if by_digits {
            self.digits.push(rule);
        } else {
            self.sign_bytes.extend((0..=u8::MAX).filter(|byte| set[usize::from(*byte)]));
            self.signs.push(rule);
        }
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
                let dfa = determinize(&tails, SHARED_SIZE_LIMIT)
                    .ok_or("the automaton of the rules' tails grows too large: let fewer rules share one")?;
                let rules: Vec<String> =
                    group.iter().map(|rule| format!("({:?}, {:?})", rule.id, rule.regex)).collect();
                let expression = Table::of(&dfa)?.write(&mut tables);
                let _ = writeln!(source, "Sight {{ rules: &[{}], {expression} }},", rules.join(", "));
            }
            source.push_str("];\n");
        }
        let _ = writeln!(
            source,
            "const SIGNS: &[u8] = &{:?};\nstatic WITH_DIGIT: &[(&str, &str)] = &{:?};",
            self.sign_bytes, self.with_digit
        );
        Ok((tables, source))
    }
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

/// An automaton that finds every pattern that matches from where it starts.
struct Determinized(dense::DFA<Vec<u32>>);

impl Determinized {
    fn states(&self) -> usize {
        self.0.memory_usage() / size_of::<u32>() / self.0.stride()
    }
}

fn determinize(patterns: &[Hir], limit: usize) -> Option<Determinized> {
    let config = thompson::Config::new().utf8(false).which_captures(thompson::WhichCaptures::None);
    let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(patterns).ok()?;
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::All)
        .accelerate(false)
        .dfa_size_limit(Some(limit))
        .determinize_size_limit(Some(limit.saturating_mul(8)));
    dense::Builder::new().configure(config).build_from_nfa(&nfa).ok().map(Determinized)
}

/// Numbers states so that those which nothing can tell apart have one number (Moore's algorithm); the dead
/// state keeps 0.
fn minimized(rows: &[Vec<usize>], found: &[Vec<usize>]) -> Vec<usize> {
    let mut kinds: BTreeMap<&Vec<usize>, usize> = BTreeMap::new();
    let mut blocks: Vec<usize> = found
        .iter()
        .enumerate()
        .map(|(state, set)| {
            let next = kinds.len() + 1;
            if state == 0 { 0 } else { *kinds.entry(set).or_insert(next) }
        })
        .collect();
    let mut count = 0;
    loop {
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        let signature = |(state, row): (usize, &Vec<usize>)| {
            let signature =
                std::iter::once(state).chain(row.iter().copied()).map(|state| blocks[state]).collect();
            let next = known.len();
            *known.entry(signature).or_insert(next)
        };
        let refined: Vec<usize> = rows.iter().enumerate().map(signature).collect();
        if known.len() == count {
            return refined;
        }
        count = known.len();
        blocks = refined;
    }
}

/// An automaton as plain numbers. State 0 is dead; states that match are the last.
struct Table {
    classes: [u8; 256],
    /// Classes of bytes, and one more for the end of the text.
    width: usize,
    /// The state to start in by the byte before, and at the start of the text.
    starts: Vec<u16>,
    transitions: Vec<u16>,
    /// For each state that matches, which set of patterns.
    sets: Vec<Vec<usize>>,
    first_match: usize,
    accepts: Vec<u16>,
}

impl Table {
    fn of(dfa: &Determinized) -> Result<Self, String> {
        let dfa = &dfa.0;
        let start = |before: Option<u8>| {
            let config = start::Config::new().anchored(Anchored::Yes).look_behind(before);
            dfa.start_state(&config).map_err(|error| error.to_string())
        };
        let starts = (0..=u8::MAX).map(Some).chain([None]).map(start).collect::<Result<Vec<_>, _>>()?;
        let classes: [u8; 256] = std::array::from_fn(|byte| dfa.byte_classes().get(byte as u8));
        let width = usize::from(classes.iter().copied().max().unwrap_or(0)) + 2;
        // One byte of each class.
        let samples: Vec<u8> = (0..width - 1)
            .filter_map(|class| classes.iter().position(|&known| usize::from(known) == class))
            .map(|byte| byte as u8)
            .collect();
        let mut order: Vec<StateID> = Vec::new();
        let mut known = BTreeSet::new();
        let mut queue: Vec<StateID> = starts.clone();
        while let Some(state) = queue.pop() {
            if dfa.is_dead_state(state) || !known.insert(state) {
                continue;
            }
            order.push(state);
            queue.extend(samples.iter().map(|&byte| dfa.next_state(state, byte)));
            queue.push(dfa.next_eoi_state(state));
        }
        let numbers: BTreeMap<StateID, usize> = order.iter().copied().zip(1..).collect();
        let number = |state: StateID| numbers.get(&state).copied().unwrap_or(0);
        let mut rows = vec![vec![0; width]];
        let mut found: Vec<Vec<usize>> = vec![Vec::new()];
        for &state in &order {
            let next = samples.iter().map(|&byte| dfa.next_state(state, byte));
            rows.push(next.chain([dfa.next_eoi_state(state)]).map(number).collect());
            let matches = if dfa.is_match_state(state) { dfa.match_len(state) } else { 0 };
            found.push((0..matches).map(|index| dfa.match_pattern(state, index).as_usize()).collect());
        }
        let blocks = minimized(&rows, &found);
        // States that match are numbered last.
        let mut order: Vec<usize> = (0..=blocks.iter().copied().max().unwrap_or(0)).collect();
        let first_of = |block: usize| blocks.iter().position(|&known| known == block).unwrap_or(0);
        let firsts: Vec<usize> = order.iter().map(|&block| first_of(block)).collect();
        order.sort_by_key(|&block| (!found[firsts[block]].is_empty(), firsts[block]));
        let mut places = vec![0_u16; order.len()];
        for (&block, place) in order.iter().zip(0..) {
            places[block] = place;
        }
        if order.len() > usize::from(u16::MAX) {
            return Err("an automaton has more states than two bytes can number".to_owned());
        }
        let place = |state: usize| places[blocks[state]];
        let transitions = order.iter().flat_map(|&block| rows[firsts[block]].iter().map(|&next| place(next)));
        let transitions = transitions.collect();
        let first_match = order.iter().take_while(|&&block| found[firsts[block]].is_empty()).count();
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut accepts = Vec::new();
        for &block in &order[first_match..] {
            let set = &found[firsts[block]];
            let at = sets.iter().position(|known| known == set).unwrap_or(sets.len());
            if at == sets.len() {
                sets.push(set.clone());
            }
            accepts.push(u16::try_from(at).map_err(|_| "an automaton has too many sets of matches")?);
        }
        let starts = starts.into_iter().map(|state| place(number(state))).collect();
        Ok(Self { classes, width, starts, transitions, sets, first_match, accepts })
    }

    /// Adds the tables and gives the fields of the Rust expression that finds them.
    fn write(&self, out: &mut Vec<u8>) -> String {
        let mut put = |bytes: Vec<u8>| {
            let at = out.len();
            out.extend(bytes);
            (at, out.len())
        };
        let numbers = |numbers: &mut dyn Iterator<Item = u16>| numbers.flat_map(u16::to_le_bytes).collect();
        let classes = put(self.classes.to_vec());
        let starts = put(numbers(&mut self.starts.iter().copied()));
        let transitions = put(numbers(&mut self.transitions.iter().copied()));
        let accepts = put(numbers(&mut self.accepts.iter().copied()));
        format!(
            "classes: {classes:?}, starts: {starts:?}, transitions: {transitions:?}, accepts: {accepts:?}, \
             width: {}, first_match: {}, sets: &[{}]",
            self.width,
            self.first_match,
            self.sets.iter().map(|set| format!("&{set:?}")).collect::<Vec<_>>().join(", ")
        )
    }
}
