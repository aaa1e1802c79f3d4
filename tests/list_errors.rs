//! What the build script says of a list or cue file that is wrong: the line, and what is wrong there.

#[path = "../src/lexicon/class.rs"]
mod class;
#[path = "../build/cues.rs"]
#[allow(dead_code)]
mod cues;
#[path = "../src/lexicon/format.rs"]
#[allow(dead_code)]
mod format;
#[path = "../build/lists.rs"]
#[allow(dead_code)]
mod lists;
#[path = "../build/terms.rs"]
#[allow(dead_code)]
mod terms;

use class::Class;
use terms::Terms;

const HEADER: &str = "# Towns\n# class: town\n# values: place\n# source: a\n# licence: b\n# made: c\n";

fn list_error(text: &str) -> (usize, String) {
    lists::read_list(text, &mut Terms::default()).expect_err("the list is wrong")
}

#[test]
fn a_good_list_fills_words_phrases_and_pairs() {
    let mut terms = Terms::default();
    let text = format!("{HEADER}elko\t14\nst. mary's\t9\ntown of st mary\t7\n");
    lists::read_list(&text, &mut terms).expect("the list is right");
    assert_eq!(terms.words["elko"].place, 14);
    assert!(terms.words["elko"].class.has(Class::TOWN));
    assert_eq!(terms.phrases["st mary"].place, 9);
    // The pair that a longer phrase starts with is there without a class of its own.
    assert_eq!((terms.phrases["town of"].phrase, terms.phrases["town of"].class), (4, Class::NONE));
    assert!(terms.pairs.contains(&("st".to_owned(), "mary".to_owned())));
}

#[test]
fn an_error_in_a_list_has_its_line() {
    let cases = [
        ("reno\t17\nelko\t14\n", 8, "sort the list"),
        ("elko\t14\nelko\t14\n", 8, "each term once"),
        ("Elko\t14\n", 7, "lower case"),
        ("montréal\t14\n", 7, "without accents"),
        ("elko\n", 7, "column is missing"),
        ("elko\t14\t3\n", 7, "not in the header"),
        ("elko\tbig\n", 7, "not a figure"),
        ("elko\t99\n", 7, "more than 31"),
        ("a b c d e f g\t1\n", 7, "longer than 6 words"),
        ("elko\t14\n# later\n", 8, "comment"),
        ("", 1, "empty"),
    ];
    for (body, line, says) in cases {
        let (at, error) = list_error(&format!("{HEADER}{body}"));
        assert_eq!(at, line, "{body:?}: {error}");
        assert!(error.contains(says), "{body:?}: {error}");
    }
}

#[test]
fn a_header_names_known_classes_and_where_the_list_is_from() {
    assert_eq!(list_error("# class: twon\n"), (1, "no class is named \"twon\"".to_owned()));
    assert_eq!(list_error("# values: size\n"), (1, "no value is named \"size\"".to_owned()));
    let (line, error) = list_error("# class: town\n# source: a\n# made: c\nelko\n");
    assert_eq!((line, error.contains("licence")), (4, true), "{error}");
}

#[test]
fn an_error_in_a_cue_has_its_line() {
    let cases = [
        ("[[cue]]\nclass = \"fmaily\"\nterms = [\"son\"]\n", 2, "fmaily"),
        ("[[cue]]\nclass = \"family\"\nterms = [\n  \"son\",\n  \"Sœur\",\n]\n", 5, "lower case"),
        ("[[cue]]\nclass = \"family\"\nterm = [\"son\"]\n", 3, "term"),
    ];
    for (text, line, says) in cases {
        let (at, error) = cues::read_cues(text, &mut Terms::default()).expect_err("the cue is wrong");
        assert_eq!(at, line, "{error}");
        assert!(error.contains(says), "{error}");
    }
}
