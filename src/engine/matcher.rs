//! One rule at work: search, neighbour guard, validators, labels, and the candidate that comes out.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use regex::bytes::Regex;

use super::Work;
use super::pieces::char_start;
use super::program::{Found, Program, Steps};
use super::windows::Search;
use crate::draft::Jurisdiction;
use crate::finding::{Candidate, Candidates, Feature, Label};
use crate::rules::validators::{self, Validator};
use crate::rules::{Rule, Strength, Text, compile};

/// A label counts from so many characters before the span …
const LABEL_BEFORE: usize = 25;
/// … to so many after it, on the same line.
const LABEL_AFTER: usize = 12;

/// Where a rule has to be searched for everywhere, its program may cost so much in all; from then on compiling its
/// regex pays. So many bytes in which a match could start cost one step.
const PROGRAM_STEPS: usize = 1 << 18;
const BYTES_A_STEP: usize = 4;

/// A program may take so many steps in a piece, and so many more for each of its bytes; hardly any needs one a byte.
const STEPS: usize = 4 << 10;
const STEPS_A_BYTE: usize = 16;

/// A rule, made ready when it is first needed.
#[derive(Debug)]
pub(super) struct Matcher {
    rule: Arc<Rule>,
    program: Option<&'static Program>,
    /// How many steps its program took where the rule had to be searched for everywhere.
    run: AtomicUsize,
    ready: OnceLock<Option<Ready>>,
    compiled: OnceLock<Option<Compiled>>,
}

#[derive(Debug)]
struct Compiled {
    regex: Regex,
    /// The group `value`, where the regex has it. A branch of the regex without it stands for
    /// what looks alike and is not meant: a match of that branch is no candidate.
    value: Option<usize>,
}

impl Compiled {
    /// `None` where the regex is wrong: no rule of a set, as every rule was checked.
    fn new(rule: &Rule) -> Option<Self> {
        let regex = compile(&rule.regex).ok()?;
        let value = regex.capture_names().position(|name| name == Some("value"));
        Some(Self { regex, value })
    }

    /// The first match from `at` on.
    fn find(&self, text: &[u8], at: usize) -> Option<Found> {
        let whole = self.regex.find_at(text, at)?.range();
        let value = match self.value {
            None => Some(whole.clone()),
            Some(group) => {
                let groups = self.regex.captures_at(text, whole.start);
                groups.and_then(|groups| groups.get(group)).map(|value| value.range())
            }
        };
        Some(Found { whole, value })
    }
}

#[derive(Debug)]
struct Ready {
    validators: Vec<Validator>,
    check: Option<Validator>,
    label: Arc<Label>,
}

impl Ready {
    /// `None` where a validator is wrong: no rule of a set, as every rule was checked.
    fn new(rule: &Rule) -> Option<Self> {
        let validators = rule.validators.iter().map(|name| validators::named(name)).collect::<Option<_>>()?;
        let check = rule.check.as_ref().and_then(|name| validators::named(name));
        let (rule, advice, source) = (rule.id.clone(), rule.advice.clone(), rule.source.clone());
        Some(Self { validators, check, label: Arc::new(Label::new(rule, advice, source)) })
    }
}

impl Matcher {
    pub fn new(rule: Arc<Rule>) -> Self {
        let program = Program::of(&rule.id, &rule.regex);
        let (ready, compiled) = (OnceLock::new(), OnceLock::new());
        Self { rule, program, run: AtomicUsize::new(0), ready, compiled }
    }

    pub fn applies_in(&self, jurisdictions: &[Jurisdiction]) -> bool {
        self.rule.jurisdictions.iter().any(|jurisdiction| jurisdictions.contains(jurisdiction))
    }

    /// Adds a candidate for each match that starts in the piece's own bytes, where the search is to begin or
    /// later. Returns where to search on.
    pub fn run(
        &self,
        search: &Search<'_>,
        candidates: &mut Candidates,
        steps: &mut Steps,
        work: &mut Work,
    ) -> usize {
        let Search { text, piece, from, .. } = *search;
        let Some(ready) = self.ready.get_or_init(|| Ready::new(&self.rule)) else { return from };
        let is_narrow = search.starts.is_some() || search.whole.is_some();
        let mut program = self.program.filter(|_| is_narrow || self.is_seldom());
        steps.allow(STEPS + STEPS_A_BYTE * (piece.end - from));
        let (mut at, mut spot) = (from, 0);
        while at < piece.own.end {
            let found = match program {
                Some(running) => match search.first(running, at, &mut spot, steps, &mut work.searched) {
                    Ok(found) => found,
                    Err(_) => {
                        program = None;
                        continue;
                    }
                },
                None => self.find(search.haystack(), at, work),
            };
            let Some(Found { whole, value }) = found.filter(|found| found.whole.start < piece.own.end) else {
                break;
            };
            at = whole.end;
            // Matched, but not by the branch that holds the value: a trap, seen and passed over.
            let Some(value) = value else { continue };
            // What follows the value was only looked at: it may be the start of the next match.
            at = value.end.max(whole.start + 1);
            if let Some(candidate) = self.judge(ready, text, snap(text, value)) {
                candidates.push(candidate);
            }
        }
        work.stepped += steps.taken();
        work.walked += steps.walked;
        if !is_narrow {
            self.run.fetch_add(steps.taken() + (piece.end - from) / BYTES_A_STEP, Ordering::Relaxed);
        }
        at
    }

    /// Whether its regex was compiled.
    #[cfg(test)]
    pub fn is_compiled(&self) -> bool {
        self.compiled.get().is_some()
    }

    /// Whether the rule was searched for so seldom that its program costs less than compiling.
    fn is_seldom(&self) -> bool {
        self.compiled.get().is_none() && self.run.load(Ordering::Relaxed) < PROGRAM_STEPS
    }

    /// The first match of the compiled regex from `at` on.
    fn find(&self, text: &[u8], at: usize, work: &mut Work) -> Option<Found> {
        let compiled = self.compiled.get_or_init(|| Compiled::new(&self.rule)).as_ref()?;
        let found = compiled.find(text, at);
        work.searched += found.as_ref().map_or(text.len(), |found| found.whole.end) - at;
        found
    }

    /// The candidate a match becomes, unless it is a part of a longer run or does not validate.
    fn judge(&self, ready: &Ready, text: &str, span: Range<usize>) -> Option<Candidate> {
        if self.rule.guard && !stands_alone(text.as_bytes(), &span) {
            return None;
        }
        let value = text.get(span.clone())?;
        if !ready.validators.iter().all(|validator| validator.accepts(value)) {
            return None;
        }
        let labelled = label_near(text, &span, &self.rule.labels);
        let label = Arc::clone(&ready.label);
        let mut candidate = Candidate::from_label(span, self.rule.category, label, self.rule.prior);
        candidate.see(match self.rule.strength {
            Strength::Labelled => Feature::LABELLED,
            Strength::Strong => Feature::SHAPE_STRONG,
            Strength::Weak => Feature::SHAPE_WEAK,
        });
        if labelled {
            candidate.see(Feature::LABEL_NEAR);
        }
        if let Some(check) = ready.check {
            candidate.see(if check.accepts(value) { Feature::CHECK_PASS } else { Feature::CHECK_FAIL });
        }
        candidate.role = self.rule.role;
        candidate.severity = self.rule.severity.unwrap_or(candidate.severity);
        Some(candidate)
    }
}

/// The span widened to whole characters: a byte class such as `[^ ]` can end inside one.
fn snap(text: &str, span: Range<usize>) -> Range<usize> {
    let end = (span.end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    char_start(text, span.start)..end
}

/// Whether the span is a number of its own, where it starts or ends with a digit: next to it stands
/// no digit, and no sign that joins it to one.
fn stands_alone(text: &[u8], span: &Range<usize>) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    let joiner = |at: usize| matches!(text.get(at), Some(b'.' | b',' | b'/' | b':' | b'-'));
    let (first, last) = (span.start, span.end.saturating_sub(1));
    let before = first.checked_sub(1);
    let joined_before = digit(Some(first))
        && before.is_some_and(|at| digit(Some(at)) || (joiner(at) && digit(at.checked_sub(1))));
    let joined_after =
        digit(Some(last)) && (digit(Some(span.end)) || (joiner(span.end) && digit(Some(span.end + 1))));
    !joined_before && !joined_after
}

/// Whether one of the labels stands near the span, on its line, as whole words.
fn label_near(text: &str, span: &Range<usize>, labels: &[Text]) -> bool {
    if labels.is_empty() {
        return false;
    }
    let before = &text[..span.start];
    let from = before.char_indices().rev().take(LABEL_BEFORE).take_while(|(_, c)| *c != '\n').last();
    let after = &text[span.end..];
    let to = after.char_indices().take(LABEL_AFTER).take_while(|(_, c)| *c != '\n').last();
    let windows = [
        from.map_or(span.start, |(at, _)| at)..span.start,
        span.end..to.map_or(span.end, |(at, c)| span.end + at + c.len_utf8()),
    ];
    windows
        .into_iter()
        .any(|window| labels.iter().any(|label| has_words(text.as_bytes(), window.clone(), label)))
}

/// Whether `label` stands in the window, and no letter (or digit) is cut off from a longer word.
fn has_words(text: &[u8], window: Range<usize>, label: &str) -> bool {
    let label = label.as_bytes();
    let cuts = |inside: Option<&u8>, outside: Option<&u8>| match (inside, outside) {
        (Some(inside), Some(outside)) => {
            let letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
            (letter(inside) && letter(outside)) || (inside.is_ascii_digit() && outside.is_ascii_digit())
        }
        _ => false,
    };
    let Some(last) = window.len().checked_sub(label.len()) else { return false };
    (window.start..=window.start + last).any(|at| {
        let end = at + label.len();
        text[at..end].eq_ignore_ascii_case(label)
            && !cuts(label.first(), at.checked_sub(1).and_then(|before| text.get(before)))
            && !cuts(label.last(), text.get(end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::rules::RuleSet;
    use crate::text::Document;

    fn alone(text: &str, value: &str) -> bool {
        let start = text.find(value).unwrap();
        stands_alone(text.as_bytes(), &(start..start + value.len()))
    }

    fn near(text: &str, value: &str, label: &str) -> bool {
        let start = text.find(value).unwrap();
        label_near(text, &(start..start + value.len()), &[label.to_owned().into()])
    }

    #[test]
    fn a_number_joined_to_another_does_not_stand_alone() {
        for joined in ["1777", "7771", "1.777", "777.1", "1-777", "777/1", "1:777", "777,1"] {
            assert!(!alone(joined, "777"), "{joined}");
        }
        for free in ["777", "x777", "-777", "777.", "a-777", "777-a", "1 777 1", "1--777"] {
            assert!(alone(free, "777"), "{free}");
        }
        assert!(alone("1AB77C2", "AB77C"), "a span that starts and ends with letters is not guarded");
    }

    #[test]
    fn a_label_counts_within_reach_on_the_same_line_as_whole_words() {
        assert!(near("SSN 777", "777", "ssn"));
        assert!(near("ssn777", "777", "ssn"));
        assert!(near("777 is my ssn", "777", "ssn"), "ten characters after");
        assert!(!near("777 is surely my ssn", "777", "ssn"), "beyond twelve characters after");
        assert!(near(&format!("ssn{}777", " ".repeat(22)), "777", "ssn"));
        assert!(!near(&format!("ssn{}777", " ".repeat(23)), "777", "ssn"));
        assert!(!near("ssn\n777", "777", "ssn"));
        assert!(!near("assn 777", "777", "ssn") && !near("ssns 777", "777", "ssn"));
        assert!(near("my Social Security 777", "777", "social security"));
        assert!(near("ééééééééééééééé ssn 777", "777", "ssn"), "characters, not bytes");
    }

    #[test]
    fn spans_are_widened_to_whole_characters() {
        assert_eq!(snap("aéb", 2..3), 1..3);
        assert_eq!(snap("aéb", 0..2), 0..3);
    }

    const TRAP: &str = r#"
[[rule]]
id = "trap.id"
category = "other_id"
finds = "An ID, but not a meeting's."
regex = '(?i)\b(?:meeting id [0-9]{4}|id (?<value>[0-9]{4}))\b'
keywords = ["id"]
advice = "Leave it out."
source = "house rule"
examples = ["id [[4711]]", "ID [[0815]]"]
counter_examples = ["meeting id 4711", "id"]
"#;

    #[test]
    fn a_branch_without_the_value_is_a_trap_that_is_passed_over() {
        let mut rules = RuleSet::empty();
        rules.add("trap.toml", TRAP).unwrap();
        let engine = Engine::new(&rules, &Jurisdiction::ALL);
        let mut candidates = Candidates::default();
        engine.run(&Document::new("meeting id 4711, id 0815"), true, &mut candidates);
        let starts: Vec<usize> = candidates.iter().map(|candidate| candidate.span.start).collect();
        assert_eq!(starts, [20], "only the ID after the meeting's");
    }
}
