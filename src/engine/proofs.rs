//! What holds of every rule, and of the engine whatever the rules: shown on texts made at random
//! from the rules themselves, so that a new rule is tested by being there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::string::bytes_regex_parsed;
use proptest::test_runner::TestRunner;
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind};

use super::*;
#[cfg(test)] // As the whole file is; what stands above is held to the layers.
use crate::hostile;
use crate::rules::Example;

static BUILTIN: LazyLock<Engine> = LazyLock::new(|| Engine::new(&RuleSet::builtin(), &Jurisdiction::ALL));

/// What an engine sees: rule, start, end.
type Seen = BTreeSet<(String, usize, usize)>;

fn seen(engine: &Engine, text: &str, pieces: impl Iterator<Item = Piece>, gate: bool) -> Seen {
    let mut candidates = Candidates::default();
    engine.run_over(text, pieces, gate, &mut candidates);
    let spans = candidates.iter().map(|candidate| (candidate.label.rule.to_string(), candidate.span.clone()));
    let seen: Seen = spans.map(|(rule, span)| (rule, span.start, span.end)).collect();
    assert_eq!(seen.len(), candidates.len(), "a rule sees a span once");
    seen
}

fn whole(text: &str) -> impl Iterator<Item = Piece> + use<> {
    std::iter::once(Piece { own: 0..text.len(), end: text.len() })
}

/// An engine of one rule of the tests' own; `fields` are its regex, gate and guard.
fn engine_of(fields: &str) -> Engine {
    let rest = r#"
id = "test.rule"
category = "other_id"
finds = "Test."
advice = "Test."
source = "test"
examples = ["[[1]]", "[[2]]"]
counter_examples = ["a", "b"]
"#;
    let mut rules = RuleSet::empty();
    rules.add("test.toml", &format!("[[rule]]\n{fields}{rest}")).unwrap();
    Engine::new(&rules, &Jurisdiction::ALL)
}

/// Texts that rules fire on, that they nearly fire on, and what can stand between them.
fn fragments() -> Vec<String> {
    let rules = RuleSet::builtin();
    let examples = rules.rules().iter().flat_map(|rule| rule.examples.iter());
    let unmarked = examples.map(|marked| Example::parse(marked).unwrap().text);
    let counter = rules.rules().iter().flat_map(|rule| rule.counter_examples.iter()).map(ToString::to_string);
    let between = ["", " ", "\n", ", ", "-", "#", "0", "é", "\u{1F600}", " MRN ", "SSN: ", "1 ", "acct no. "];
    unmarked.chain(counter).chain(between.map(str::to_owned)).collect()
}

fn text_of_fragments(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(fragments()), count).prop_map(|parts| parts.concat())
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count) }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn the_gate_changes_nothing(text in text_of_fragments(0..12)) {
        prop_assert_eq!(seen(&BUILTIN, &text, whole(&text), true), seen(&BUILTIN, &text, whole(&text), false));
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn searching_in_pieces_changes_nothing(text in text_of_fragments(500..700)) {
        prop_assert!(text.len() > pieces::WHOLE);
        prop_assert_eq!(seen(&BUILTIN, &text, pieces::of(&text), false), seen(&BUILTIN, &text, whole(&text), false));
    }
}

/// A regex without what looks around, with ASCII alone, and with a space wherever one may stand: from
/// it texts can be made that somebody could have written.
fn generator(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Look(_) => Hir::empty(),
        HirKind::Class(Class::Bytes(class)) => {
            let mut ascii = class.clone();
            ascii.intersect(&ClassBytes::new([ClassBytesRange::new(b' ', b'~')]));
            Hir::class(Class::Bytes(ascii))
        }
        HirKind::Repetition(repetition) => {
            let mut repetition = repetition.clone();
            let spaced = matches!(repetition.sub.kind(), HirKind::Class(Class::Bytes(class)) if has_space(class))
                || matches!(repetition.sub.kind(), HirKind::Literal(literal) if *literal.0 == *b" ");
            repetition.min = repetition.min.max(u32::from(spaced));
            repetition.sub = Box::new(generator(&repetition.sub));
            Hir::repetition(repetition)
        }
        HirKind::Capture(capture) => generator(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(generator).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(generator).collect()),
        _ => hir.clone(),
    }
}

fn has_space(class: &ClassBytes) -> bool {
    class.iter().any(|range| (range.start()..=range.end()).contains(&b' '))
}

/// A gate is a promise: where it is shut, the regex matches nothing. Texts made from the regex tell.
#[test]
fn every_rules_gate_is_open_for_what_its_regex_matches() {
    let rules = RuleSet::builtin();
    let mut runner = TestRunner::deterministic();
    let (mut fired, mut broken) = (0, Vec::new());
    for rule in rules.rules() {
        let alone = Engine::new(&rules.only(&rule.id), &Jurisdiction::ALL);
        let hir =
            regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(&rule.regex).unwrap();
        let texts = bytes_regex_parsed(&generator(&hir)).unwrap();
        for _ in 0..100 {
            let bytes = texts.new_tree(&mut runner).unwrap().current();
            let text = format!("so {} it", String::from_utf8_lossy(&bytes));
            let ungated = seen(&alone, &text, whole(&text), false);
            fired += ungated.len();
            if seen(&alone, &text, whole(&text), true) != ungated {
                broken.push(format!("{}: {text:?}", rule.id));
                break;
            }
        }
    }
    assert!(broken.is_empty(), "the gate is shut for\n{}", broken.join("\n"));
    assert!(fired > rules.rules().len() * 10, "{fired} matches prove little");
}

#[test]
fn an_id_at_every_offset_around_a_border_is_found_once() {
    let engine = engine_of(
        "regex = '\\bMRN:? (?<value>[0-9]{8})\\b'
keywords = [\"mrn\"]",
    );
    // A border after a line break, after a space, and inside an unbroken run.
    for filler in ["word word\n", "word ", "_"] {
        let long = filler.repeat(12_000 / filler.len());
        let border = pieces::of(&long).next().map_or(0, |piece| piece.own.end);
        for start in border - 40..border + 40 {
            let text = format!("{} MRN: 00482913 {}", &long[..start], &long[start..]);
            let expected = Seen::from([("test.rule".to_owned(), start + 6, start + 14)]);
            assert_eq!(seen(&engine, &text, pieces::of(&text), true), expected, "{filler:?} at {start}");
        }
    }
}

#[test]
fn a_match_over_a_border_is_not_found_again_in_the_next_piece() {
    let engine = engine_of(
        "regex = '[0-9]{4}(?:-[0-9]{4}){0,3}'
digits = [4, 16]
guard = false",
    );
    let long = "_".repeat(12_000);
    let border = pieces::of(&long).next().map_or(0, |piece| piece.own.end);
    for start in border - 24..border + 4 {
        let text = format!("{}1234-1234-1234-1234{}", &long[..start], &long[start..]);
        let expected = Seen::from([("test.rule".to_owned(), start, start + 19)]);
        assert_eq!(seen(&engine, &text, pieces::of(&text), true), expected, "at {start}");
    }
}

#[test]
fn what_follows_a_value_can_be_the_start_of_the_next_match() {
    let engine = engine_of(
        "regex = '(?: |^)(?<value>[0-9]{2})(?: |$)'
digits = [2, 2]",
    );
    let expected = [(0, 2), (3, 5), (6, 8)].map(|(start, end)| ("test.rule".to_owned(), start, end));
    assert_eq!(seen(&engine, "11 22 33", whole("11 22 33"), true), Seen::from(expected));
}

#[test]
fn hostile_texts_cost_no_more_than_their_length() {
    let rules = BUILTIN.shared.matchers.len();
    let long = ["1", "1 1 1 ", "@@@@", "ABCDEFGH"].map(|unit| (unit, 1 << 20));
    let short =
        ["A1 ", "mrn ", "MRN 1-", "1-1/", "://", "é", "\n", "ssn 111-11-"].map(|unit| (unit, 1 << 15));
    for (unit, length) in long.into_iter().chain(short) {
        let text = unit.repeat(length / unit.len());
        let work = BUILTIN.run(&Document::new(&text), true, &mut Candidates::default());
        // Pieces are at least half of PIECE long and look at most MAX_MATCH further.
        assert!(work.searched <= rules * (length + length / 3), "{unit:?}: {} bytes", work.searched);
        assert!(work.stepped <= rules * length, "{unit:?}: {} steps", work.stepped);
    }
}

/// Work is counted, not timed: four times the text may cost four times the bytes looked at, and a little for
/// the borders of pieces.
#[test]
fn four_times_a_hostile_text_is_four_times_the_work() {
    let work = |trap: &str, bytes: usize| {
        BUILTIN.run(&Document::new(&hostile::hostile(trap, bytes)), true, &mut Candidates::default())
    };
    for (name, trap) in hostile::HOSTILE {
        let (one, four) = (work(trap, 64 << 10), work(trap, 256 << 10));
        for (what, one, four) in [
            ("searched", one.searched, four.searched),
            ("walked", one.walked, four.walked),
            ("stepped", one.stepped, four.stepped),
        ] {
            assert!(four * 10 <= one * 42 + (10 << 10), "{name}: {what} {one} bytes, then {four}");
        }
    }
}

/// On texts that rules were written for, programs stay far from what they may take.
#[test]
fn ordinary_texts_cost_few_steps_and_compile_nothing() {
    let engine = Engine::new(&RuleSet::builtin(), &Jurisdiction::ALL);
    let texts = fragments().into_iter().filter(|text| text.len() > 20);
    let (mut bytes, mut work) = (0, Work::default());
    for text in texts {
        bytes += text.len();
        let one = engine.run(&Document::new(&text), true, &mut Candidates::default());
        (work.searched, work.stepped) = (work.searched + one.searched, work.stepped + one.stepped);
    }
    assert!(work.stepped < bytes * 40, "{} steps for {bytes} bytes", work.stepped);
    assert!(work.searched < bytes * 8, "{} bytes searched of {bytes}", work.searched);
    let compiled = engine.shared.matchers.iter().filter(|matcher| matcher.is_compiled());
    assert_eq!(compiled.count(), 0);
}

#[test]
fn a_text_without_any_gates_sign_runs_no_rule() {
    let work = BUILTIN.run(&Document::new("zzz qqq"), true, &mut Candidates::default());
    assert_eq!(work, Work::default());
}

#[test]
fn a_rule_applies_only_where_it_says() {
    let everywhere = engine_of("regex = '[0-9]{4}'\ndigits = [4, 4]\njurisdictions = [\"US\", \"CA\"]");
    let seen_in = |jurisdiction| seen(&everywhere.within(&[jurisdiction]), "1234", whole("1234"), true).len();
    assert_eq!(Jurisdiction::ALL.map(seen_in), [1, 1, 0, 0]);
}

#[test]
fn an_engine_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Engine>();
}
