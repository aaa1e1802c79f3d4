//! Automata as plain numbers: made from regexes, made as small as can be, written as tables.

use std::collections::{BTreeMap, BTreeSet};

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::Hir;

use crate::byte_set::{ByteSet, byte_set};

/// An automaton that finds every pattern that matches from where it starts.
pub(crate) struct Determinized(dense::DFA<Vec<u32>>);

impl Determinized {
    /// The states to start in by the byte before, and at the start of the text.
    fn starts(&self) -> Result<Vec<StateID>, String> {
        let start = |before: Option<u8>| {
            let config = start::Config::new().anchored(Anchored::Yes).look_behind(before);
            self.0.start_state(&config).map_err(|error| error.to_string())
        };
        (0..=u8::MAX).map(Some).chain([None]).map(start).collect()
    }

    /// Whether a run of letters that everything it matches starts with is one of the keywords, as a gate reads
    /// them: from three letters on, a keyword counts as the start of a longer run.
    pub(crate) fn starts_with_one_of(&self, keywords: &[&str]) -> bool {
        const SHORT: usize = 3;
        let Ok(starts) = self.starts() else { return false };
        let mut known = BTreeSet::new();
        let mut queue: Vec<(StateID, String)> =
            starts.into_iter().map(|state| (state, String::new())).collect();
        while let Some((state, run)) = queue.pop() {
            let covered =
                run.len() >= SHORT && keywords.iter().any(|word| word.len() >= SHORT && run == *word);
            if covered || self.0.is_dead_state(state) || !known.insert((state, run.clone())) {
                continue;
            }
            // It has matched before the run is known to be a keyword's.
            if self.0.is_match_state(state) {
                return false;
            }
            let is_keyword = keywords.contains(&run.as_str());
            let live = |state: StateID| !self.0.is_dead_state(state);
            let mut others = (0..=u8::MAX).filter(|byte| !byte.is_ascii_alphabetic());
            let ends =
                live(self.0.next_eoi_state(state)) || others.any(|byte| live(self.0.next_state(state, byte)));
            if ends && !is_keyword {
                return false;
            }
            for byte in (0..=u8::MAX).filter(u8::is_ascii_alphabetic) {
                let next = self.0.next_state(state, byte);
                if live(next) {
                    let mut longer = run.clone();
                    longer.push(char::from(byte.to_ascii_lowercase()));
                    if !keywords.iter().any(|word| word.starts_with(&longer)) {
                        return false;
                    }
                    queue.push((next, longer));
                }
            }
        }
        true
    }

    /// How many states it has.
    pub(crate) fn states(&self) -> usize {
        self.0.memory_usage() / size_of::<u32>() / self.0.stride()
    }
}

/// Which way a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Forwards,
    /// From the end of a match to its start.
    Backwards,
}

/// The automaton of some patterns; none where it grows larger than so many bytes.
pub(crate) fn determinize(patterns: &[Hir], way: Way, limit: usize) -> Option<Determinized> {
    let config = thompson::Config::new()
        .utf8(false)
        .reverse(way == Way::Backwards)
        .which_captures(thompson::WhichCaptures::None);
    let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(patterns).ok()?;
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::All)
        .accelerate(false)
        .dfa_size_limit(Some(limit))
        .determinize_size_limit(Some(limit.saturating_mul(8)));
    dense::Builder::new().configure(config).build_from_nfa(&nfa).ok().map(Determinized)
}

/// Numbers states so that those which nothing can tell apart have one number; the dead state keeps 0.
///
/// Moore's algorithm: states start in one block by what they find, and part where they lead to different blocks.
/// Only a state that leads to one which has moved to another block is looked at again.
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
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); kinds.len() + 1];
    let mut leading_to: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (state, row) in rows.iter().enumerate() {
        members[blocks[state]].push(state);
        row.iter().for_each(|&next| leading_to[next].push(state));
    }
    let mut open: Vec<usize> = (0..rows.len()).collect();
    while !open.is_empty() {
        let mut is_open = vec![false; rows.len()];
        open.iter().for_each(|&state| is_open[state] = true);
        let mut touched: Vec<usize> = open.iter().map(|&state| blocks[state]).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut moved: Vec<(usize, usize)> = Vec::new();
        for block in touched {
            // Those that are not looked at again still lead to the same blocks, all of them.
            let (again, still): (Vec<usize>, Vec<usize>) =
                members[block].iter().partition(|&&state| is_open[state]);
            let leads = |state: usize| {
                let mut bytes = Vec::with_capacity(rows[state].len() * size_of::<usize>());
                rows[state].iter().for_each(|&next| bytes.extend_from_slice(&blocks[next].to_ne_bytes()));
                bytes
            };
            let mut parts: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
            if let Some(&first) = still.first() {
                parts.insert(leads(first), still);
            }
            again.into_iter().for_each(|state| parts.entry(leads(state)).or_default().push(state));
            // The largest part keeps the block's number; others move.
            let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
            parts.sort_by_key(Vec::len);
            members[block] = parts.pop().unwrap_or_default();
            for part in parts {
                moved.extend(part.iter().map(|&state| (state, members.len())));
                members.push(part);
            }
        }
        open.clear();
        for (state, block) in moved {
            blocks[state] = block;
            open.extend(&leading_to[state]);
        }
        open.sort_unstable();
        open.dedup();
    }
    blocks
}

/// An automaton as plain numbers. State 0 is dead; states that match are the last.
pub(crate) struct Table {
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
    pub(crate) fn of(dfa: &Determinized) -> Result<Self, String> {
        let (starts, states) = (dfa.starts()?, dfa.states());
        let dfa = &dfa.0;
        let classes: [u8; 256] = std::array::from_fn(|byte| dfa.byte_classes().get(byte as u8));
        let width = usize::from(classes.iter().copied().max().unwrap_or(0)) + 2;
        // One byte of each class.
        let samples: Vec<u8> = (0..width - 1)
            .filter_map(|class| classes.iter().position(|&known| usize::from(known) == class))
            .map(|byte| byte as u8)
            .collect();
        let mut order: Vec<StateID> = Vec::new();
        // The dead state is 0, as is what has no number yet.
        let mut numbers = vec![0; states + 1];
        let at = |state: StateID| state.as_usize() >> dfa.stride2();
        let mut queue: Vec<StateID> = starts.clone();
        while let Some(state) = queue.pop() {
            if dfa.is_dead_state(state) || numbers[at(state)] != 0 {
                continue;
            }
            order.push(state);
            numbers[at(state)] = order.len();
            queue.extend(samples.iter().map(|&byte| dfa.next_state(state, byte)));
            queue.push(dfa.next_eoi_state(state));
        }
        let number = |state: StateID| numbers[at(state)];
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
        let mut firsts = vec![0; order.len()];
        (0..blocks.len()).rev().for_each(|state| firsts[blocks[state]] = state);
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

    /// The bytes that a match can start with, whatever stands before.
    fn first(&self) -> ByteSet {
        let leads =
            |start: u16, byte: u8| self.next(start, usize::from(self.classes[usize::from(byte)])) != 0;
        byte_set((0..=u8::MAX).filter(|&byte| self.starts.iter().any(|&start| leads(start, byte))))
    }

    /// The states after any number of letters, at least one, from any start.
    fn after_letters(&self) -> BTreeSet<u16> {
        let letters: BTreeSet<u8> = (0..=u8::MAX)
            .filter(u8::is_ascii_alphabetic)
            .map(|byte| self.classes[usize::from(byte)])
            .collect();
        let mut known = BTreeSet::new();
        let mut queue = self.starts.clone();
        while let Some(state) = queue.pop() {
            for class in &letters {
                let next = self.next(state, usize::from(*class));
                if next != 0 && known.insert(next) {
                    queue.push(next);
                }
            }
        }
        known
    }

    /// What a run of letters that a match starts with has to look like: the second bytes for each first letter (a
    /// bit for each letter in either case, and one for whatever is none or for the end of the text), and the bytes
    /// that can stand right behind the run.
    pub(crate) fn run(&self) -> ([u32; 26], ByteSet) {
        let letter =
            |byte: u8| byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'));
        let mut seconds = [0; 26];
        for (first, index) in (0..=u8::MAX).filter_map(|byte| Some((byte, letter(byte)?))) {
            for start in self.starts.iter().copied().collect::<BTreeSet<u16>>() {
                let state = self.next(start, usize::from(self.classes[usize::from(first)]));
                if self.next(state, self.width - 1) != 0 {
                    seconds[index] |= 1 << 26;
                }
                for second in 0..=u8::MAX {
                    if self.next(state, usize::from(self.classes[usize::from(second)])) != 0 {
                        seconds[index] |= 1 << letter(second).unwrap_or(26);
                    }
                }
            }
        }
        let states = self.after_letters();
        let ended = states.iter().any(|&state| usize::from(state) >= self.first_match);
        let goes_on = |byte: u8| {
            let class = usize::from(self.classes[usize::from(byte)]);
            ended || states.iter().any(|&state| self.next(state, class) != 0)
        };
        let behind = (0..=u8::MAX).filter(|byte| letter(*byte).is_none() && goes_on(*byte));
        (seconds, byte_set(behind))
    }

    fn next(&self, state: u16, class: usize) -> u16 {
        self.transitions[usize::from(state) * self.width + class]
    }

    /// Adds the tables and gives the Rust expression that finds them.
    pub(crate) fn write(&self, out: &mut Vec<u8>) -> String {
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
            "Tables {{ first: {:?}, classes: {classes:?}, starts: {starts:?}, transitions: {transitions:?}, accepts: {accepts:?}, \
             width: {}, first_match: {}, sets: &[{}] }}",
            self.first(),
            self.width,
            self.first_match,
            self.sets.iter().map(|set| format!("&{set:?}")).collect::<Vec<_>>().join(", ")
        )
    }
}
