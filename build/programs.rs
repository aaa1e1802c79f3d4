//! Writes rules' regexes as programs: what `src/engine/program.rs` runs while a rule is too seldom needed to be
//! compiled.
//!
//! The automaton is the one that the `regex` crate itself makes of a regex, with the same order of
//! alternatives, so that a program finds what the regex finds. A program is a list of instructions of four
//! numbers, and the sets of bytes they ask for are shared by all programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use regex_automata::nfa::thompson::{self, NFA, State};
use regex_automata::util::look::Look;
use regex_automata::util::primitives::StateID;

use crate::byte_set::{ByteSet, byte_set};
use crate::instruction::{
    ANY, BYTES, CHOICE, FAIL, JUMP, LINE_END, LINE_START, LOOK, MARK, MATCH, NO_WORD_EDGE, NUMBERS, PEEK,
    RANGE, TEXT_END, TEXT_START, WORD_EDGE,
};

/// The programs of all rules.
#[derive(Default)]
pub(crate) struct Programs {
    sets: BTreeMap<ByteSet, u16>,
    code: Vec<u8>,
    /// By the id of its rule: the regex, where the code stands, and whether it has the group `value`.
    written: BTreeMap<String, String>,
}

impl Programs {
    /// Takes a rule in, if its regex can be written as a program.
    pub(crate) fn add(&mut self, id: &str, regex: &str) {
        let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(regex);
        let Ok(hir) = parsed else { return };
        let config = thompson::Config::new().utf8(false).which_captures(thompson::WhichCaptures::All);
        let Ok(nfa) = thompson::Compiler::new().configure(config).build_from_hir(&hir) else { return };
        let value = nfa.group_info().all_names().find(|(_, _, name)| *name == Some("value"));
        let value = value.map(|(_, group, _)| group);
        let Some(code) = self.translate(&nfa, value) else { return };
        let place = self.code.len();
        self.code.extend(code.iter().flatten().flat_map(|number| number.to_le_bytes()));
        let start = nfa.start_anchored();
        let (first, inside) = (first_bytes(&nfa, start, true).0, first_bytes(&nfa, start, false).0);
        let Some(first) = self.set(first) else { return };
        let expression = format!(
            "Program {{ id: {id:?}, regex: {regex:?}, code: ({place}, {}), first: {first}, \
             at_edge: {}, has_value: {} }}",
            self.code.len(),
            inside.is_empty(),
            value.is_some()
        );
        self.written.insert(id.to_owned(), expression);
    }

    /// The tables, and the Rust source that says what stands where in them.
    pub(crate) fn write(self) -> (Vec<u8>, String) {
        let mut sets: Vec<(ByteSet, u16)> = self.sets.into_iter().collect();
        sets.sort_by_key(|(_, number)| *number);
        let mut tables = self.code;
        let at = tables.len();
        tables.extend(sets.iter().flat_map(|(set, _)| set));
        let mut source = format!("const SETS: (usize, usize) = ({at}, {});\n", tables.len());
        source.push_str("static PROGRAMS: &[Program] = &[\n");
        for expression in self.written.values() {
            let _ = writeln!(source, "{expression},");
        }
        source.push_str("];\n");
        (tables, source)
    }

    /// The instructions of an automaton; the first is where it starts.
    fn translate(&mut self, nfa: &NFA, value: Option<usize>) -> Option<Vec<[u16; NUMBERS]>> {
        // The instructions of each state stand one behind another; more than one for choices among many.
        let mut places = vec![0_u16; nfa.states().len()];
        let mut next = 1_usize;
        for (place, state) in places.iter_mut().zip(nfa.states()) {
            *place = u16::try_from(next).ok()?;
            next += match state {
                State::Sparse(sparse) => 2 * targets(sparse).len().max(1) - 1,
                State::Union { alternates } => (2 * alternates.len()).saturating_sub(2).max(1),
                _ => 1,
            };
        }
        u16::try_from(next).ok()?;
        let to = |state: StateID| places[state.as_usize()];
        let mut code = vec![[JUMP, 0, to(nfa.start_anchored()), 0]];
        for state in nfa.states() {
            match state {
                State::ByteRange { trans } => {
                    code.push(self.bytes((trans.start..=trans.end).collect(), to(trans.next))?);
                }
                State::Sparse(sparse) => {
                    let targets: Vec<(StateID, Vec<u8>)> = targets(sparse).into_iter().collect();
                    let first = code.len();
                    // Choices first, then what is chosen: the sets do not overlap, so their order is all one.
                    let choices = targets.len().saturating_sub(1);
                    for (index, (_, bytes)) in targets.iter().take(choices).enumerate() {
                        let one = u16::try_from(first + choices + index).ok()?;
                        let other = first + if index + 1 < choices { index + 1 } else { 2 * choices };
                        code.push([CHOICE, self.set(bytes.clone())?, one, u16::try_from(other).ok()?]);
                    }
                    if targets.is_empty() {
                        code.push([FAIL, 0, 0, 0]);
                    }
                    for (target, bytes) in targets {
                        code.push(self.bytes(bytes, to(target))?);
                    }
                }
                State::Look { look, next } => code.push([LOOK, look_number(*look)?, to(*next), 0]),
                State::BinaryUnion { alt1, alt2 } => {
                    code.push([CHOICE, self.first(nfa, *alt1)?, to(*alt1), to(*alt2)]);
                }
                State::Union { alternates } => match alternates[..] {
                    [] => code.push([FAIL, 0, 0, 0]),
                    [only] => code.push([JUMP, 0, to(only), 0]),
                    _ => {
                        let ways = alternates.iter().map(|one| (to(*one), first_bytes(nfa, *one, true)));
                        self.choose(&mut code, &ways.collect::<Vec<_>>())?;
                    }
                },
                State::Capture { next, group_index, slot, .. } => match value {
                    Some(group) if group == group_index.as_usize() => {
                        code.push([MARK, u16::try_from(slot.as_usize() % 2).ok()?, to(*next), 0]);
                    }
                    _ => code.push([JUMP, 0, to(*next), 0]),
                },
                State::Match { .. } => code.push([MATCH, 0, 0, 0]),
                State::Fail => code.push([FAIL, 0, 0, 0]),
                State::Dense(_) => return None,
            }
        }
        (code.len() == next).then(|| without_jumps(code))
    }

    /// Choices among ways to go on, at least two, in their order: between two halves, and in these again, so that
    /// a byte that only few can go on with comes to them soon.
    fn choose(&mut self, code: &mut Vec<[u16; NUMBERS]>, ways: &[(u16, (Vec<u8>, bool))]) -> Option<()> {
        let (one, other) = ways.split_at(ways.len() / 2);
        let here = code.len();
        code.push([CHOICE, self.ahead(one)?, 0, u16::try_from(here + 1).ok()?]);
        code.push([PEEK, self.ahead(other)?, 0, 0]);
        for (place, half) in [(here, one), (here + 1, other)] {
            code[place][2] = match half {
                [(only, _)] => *only,
                _ => {
                    let next = u16::try_from(code.len()).ok()?;
                    self.choose(code, half)?;
                    next
                }
            };
        }
        Some(())
    }

    /// The set of bytes that some of these ways can go on with.
    fn ahead(&mut self, ways: &[(u16, (Vec<u8>, bool))]) -> Option<u16> {
        match ways.iter().any(|(_, (_, ends))| *ends) {
            true => Some(ANY),
            false => self.set(ways.iter().flat_map(|(_, (bytes, _))| bytes.iter().copied()).collect()),
        }
    }

    /// The instruction for one of some bytes.
    fn bytes(&mut self, bytes: Vec<u8>, next: u16) -> Option<[u16; NUMBERS]> {
        let (Some(&least), Some(&most)) = (bytes.iter().min(), bytes.iter().max()) else {
            return Some([FAIL, 0, 0, 0]);
        };
        match bytes.len() == usize::from(most - least) + 1 {
            true => Some([RANGE, u16::from_le_bytes([least, most]), next, 0]),
            false => Some([BYTES, self.set(bytes)?, next, 0]),
        }
    }

    /// The set of bytes that a match can go on with from a state.
    fn first(&mut self, nfa: &NFA, state: StateID) -> Option<u16> {
        match first_bytes(nfa, state, true) {
            (_, true) => Some(ANY),
            (bytes, false) => self.set(bytes),
        }
    }

    fn set(&mut self, bytes: Vec<u8>) -> Option<u16> {
        let next = u16::try_from(self.sets.len()).ok().filter(|next| *next < ANY)?;
        Some(*self.sets.entry(byte_set(bytes)).or_insert(next))
    }
}

/// The instructions with every jump followed to its end.
fn without_jumps(mut code: Vec<[u16; NUMBERS]>) -> Vec<[u16; NUMBERS]> {
    let end = |code: &[[u16; NUMBERS]], mut place: u16| {
        // So many jumps at most: jumps in a ring stay what they are.
        for _ in 0..code.len() {
            match code[usize::from(place)] {
                [JUMP, _, next, _] => place = next,
                _ => break,
            }
        }
        place
    };
    for place in 0..code.len() {
        let [what, with, next, other] = code[place];
        if matches!(what, BYTES | RANGE | LOOK | MARK | JUMP | CHOICE | PEEK) {
            code[place][2] = end(&code, next);
        }
        if what == CHOICE {
            code[place] = [what, with, end(&code, next), end(&code, other)];
        }
    }
    code
}

/// The bytes that a match can go on with from a state, everywhere or only where no word starts or ends; and
/// whether it can end there.
fn first_bytes(nfa: &NFA, from: StateID, at_edge: bool) -> (Vec<u8>, bool) {
    let mut known = vec![false; nfa.states().len()];
    let mut queue = vec![from];
    let mut bytes = Vec::new();
    let mut ends = false;
    while let Some(state) = queue.pop() {
        if std::mem::replace(&mut known[state.as_usize()], true) {
            continue;
        }
        match nfa.state(state) {
            State::ByteRange { trans } => bytes.extend(trans.start..=trans.end),
            State::Sparse(sparse) => bytes.extend(targets(sparse).into_values().flatten()),
            State::Dense(_) => bytes.extend(0..=u8::MAX),
            State::Look { look: Look::WordAscii, .. } if !at_edge => {}
            State::Look { next, .. } | State::Capture { next, .. } => queue.push(*next),
            State::Union { alternates } => queue.extend(alternates.iter()),
            State::BinaryUnion { alt1, alt2 } => queue.extend([*alt1, *alt2]),
            State::Match { .. } => ends = true,
            State::Fail => {}
        }
    }
    (bytes, ends)
}

/// What looks around are written as; none for those no rule uses.
fn look_number(look: Look) -> Option<u16> {
    Some(match look {
        Look::Start => TEXT_START,
        Look::End => TEXT_END,
        Look::StartLF => LINE_START,
        Look::EndLF => LINE_END,
        Look::WordAscii => WORD_EDGE,
        Look::WordAsciiNegate => NO_WORD_EDGE,
        _ => return None,
    })
}

/// The bytes that lead to each next state.
fn targets(sparse: &thompson::SparseTransitions) -> BTreeMap<StateID, Vec<u8>> {
    let mut targets: BTreeMap<StateID, Vec<u8>> = BTreeMap::new();
    for transition in &sparse.transitions {
        targets.entry(transition.next).or_default().extend(transition.start..=transition.end);
    }
    targets
}
