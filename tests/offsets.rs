//! Offsets are the contract with every editor that underlines a finding: each text says in three
//! units where its word stands, on whole grapheme clusters of what was written.

use phi_preflight::{Document, Span};

/// The spans of the words of `source`, each with the word as it was written.
fn spans(source: &str) -> Vec<(&str, Span)> {
    let document = Document::new(source);
    let words = document.words().iter();
    words
        .map(|word| document.span(word.range()))
        .map(|span| (&source[span.byte.0..span.byte.1], span))
        .collect()
}

fn span(byte: (usize, usize), char: (usize, usize), utf16: (usize, usize)) -> Span {
    Span { byte, char, utf16 }
}

#[test]
fn ascii_has_one_unit() {
    assert_eq!(
        spans("Hi Emma."),
        [("Hi", span((0, 2), (0, 2), (0, 2))), ("Emma", span((3, 7), (3, 7), (3, 7)))]
    );
}

#[test]
fn emoji_families_count_in_each_unit_their_own_way() {
    // Four people joined by three zero-width joiners: one cluster.
    assert_eq!(
        spans("👨‍👩‍👧‍👦 Emma 👩🏽‍⚕️Ann"),
        [("Emma", span((26, 30), (8, 12), (12, 16))), ("Ann", span((48, 51), (18, 21), (24, 27)))]
    );
}

#[test]
fn flags_are_pairs_of_letters_and_no_word() {
    assert_eq!(
        spans("🇮🇪🇨🇦Emma 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Kay"),
        [("Emma", span((16, 20), (4, 8), (8, 12))), ("Kay", span((50, 53), (17, 20), (28, 31)))]
    );
}

#[test]
fn combining_marks_belong_to_their_letter() {
    // "Zoé" with a bare accent, and an "e" that carries three.
    assert_eq!(
        spans("Zoe\u{301} e\u{301}\u{302}\u{303}x"),
        [
            ("Zoe\u{301}", span((0, 5), (0, 4), (0, 4))),
            ("e\u{301}\u{302}\u{303}x", span((6, 14), (5, 10), (5, 10)))
        ]
    );
}

#[test]
fn a_word_that_ends_before_an_accent_takes_it_along() {
    // The accent is dropped from the copy; the span must not cut it off.
    let source = "Rene\u{301}'s";
    let document = Document::new(source);
    assert_eq!(document.stem(0), "Rene");
    assert_eq!(document.span(document.stem_range(0)), span((0, 6), (0, 5), (0, 5)));
}

#[test]
fn right_to_left_text_counts_in_the_order_it_is_stored() {
    assert_eq!(
        spans("שלום Emma \u{202b}سارة\u{202c} ok"),
        [
            ("שלום", span((0, 8), (0, 4), (0, 4))),
            ("Emma", span((9, 13), (5, 9), (5, 9))),
            ("سارة", span((17, 25), (11, 15), (11, 15))),
            ("ok", span((29, 31), (17, 19), (17, 19)))
        ]
    );
}

#[test]
fn line_breaks_of_two_characters_stay_whole() {
    let source = "é\r\nEmma\r\n";
    assert_eq!(spans(source), [("é", span((0, 2), (0, 1), (0, 1))), ("Emma", span((4, 8), (3, 7), (3, 7)))]);
    // "e\r" of the copy: the line feed comes along.
    assert_eq!(Document::new(source).span(0..2), span((0, 4), (0, 3), (0, 3)));
}

#[test]
fn full_width_and_styled_letters_lead_back_to_themselves() {
    assert_eq!(
        spans("ＭＲＮ 𝗘𝗺𝗺𝗮 ①②"),
        [
            ("ＭＲＮ", span((0, 9), (0, 3), (0, 3))),
            ("𝗘𝗺𝗺𝗮", span((10, 26), (4, 8), (4, 12))),
            ("①②", span((27, 33), (9, 11), (13, 15)))
        ]
    );
}

#[test]
fn letters_that_fold_to_two_are_never_halved() {
    let document = Document::new("Großmann");
    assert_eq!(document.text(), "Grossmann");
    // The copy's first "s" is half an "ß".
    assert_eq!(document.span(0..4), span((0, 5), (0, 4), (0, 4)));
    assert_eq!(document.span(4..9), span((3, 9), (3, 8), (3, 8)));
}

#[test]
fn characters_without_width_are_inside_a_word_but_not_around_it() {
    assert_eq!(
        spans("\u{feff}Em\u{ad}ma\u{200b} Smi\u{2060}th\u{ad}"),
        [("Em\u{ad}ma", span((3, 9), (1, 6), (1, 6))), ("Smi\u{2060}th", span((13, 21), (8, 14), (8, 14)))]
    );
}

#[test]
fn a_joiner_at_the_end_is_part_of_the_last_cluster() {
    assert_eq!(spans("Emma\u{200d} x")[0], ("Emma\u{200d}", span((0, 7), (0, 5), (0, 5))));
}

#[test]
fn nul_is_a_character_like_any_other() {
    assert_eq!(
        spans("\0Emma\0é"),
        [("Emma", span((1, 5), (1, 5), (1, 5))), ("é", span((6, 8), (6, 7), (6, 7)))]
    );
}

#[test]
fn markup_leads_back_to_what_stands_in_the_source() {
    assert_eq!(
        spans("<p>Zo&euml; <b>K</b>ay</p>"),
        [("Zo&euml;", span((3, 11), (3, 11), (3, 11))), ("K</b>ay", span((15, 22), (15, 22), (15, 22)))]
    );
}

#[test]
fn all_of_the_copy_is_all_of_the_source() {
    for source in ["", "Emma", "\u{feff}Emma\u{ad}", "\u{200b}", "<p>é</p>", "e\u{301}"] {
        let document = Document::new(source);
        let (chars, utf16) = (source.chars().count(), source.encode_utf16().count());
        assert_eq!(
            document.span(0..document.text().len()),
            span((0, source.len()), (0, chars), (0, utf16)),
            "{source:?}"
        );
    }
}

#[test]
fn ranges_outside_the_copy_are_cut_to_it() {
    let document = Document::new("né");
    assert_eq!(document.span(1..9), span((1, 3), (1, 2), (1, 2)));
    assert_eq!(document.span(7..9), span((3, 3), (2, 2), (2, 2)));
}

#[test]
fn far_into_a_long_text_offsets_still_agree() {
    let source = "👩‍👩‍👧 Zoë’s 1½ cups.\r\n".repeat(3_000);
    let document = Document::new(&source);
    for word in document.words().iter().rev().step_by(997) {
        let span = document.span(word.range());
        let (head, body) = (&source[..span.byte.0], &source[span.byte.0..span.byte.1]);
        let utf16 = |text: &str| text.encode_utf16().count();
        assert_eq!(span.char, (head.chars().count(), head.chars().count() + body.chars().count()));
        assert_eq!(span.utf16, (utf16(head), utf16(head) + utf16(body)));
    }
}

/// Each of these once made, or could make, some step read the text again from the start. At this
/// length a quadratic step does not come back in any useful time.
#[test]
fn after_a_flood_of_anything_the_next_word_is_in_its_place() {
    let patterns = [
        "1",
        "1 ",
        "a",
        "a.",
        "a@",
        "@",
        "@a.",
        "#",
        "#1",
        "#a ",
        "_",
        "a_",
        "'a",
        ".",
        "! ",
        "\n",
        "\r\n",
        "](",
        "](((",
        "[[",
        "http://",
        "x.com/",
        "www.",
        "a:",
        "a://",
        "a+b",
        "a.jpg",
        "<",
        "<a ",
        "<a x=\"",
        "<p a=b ",
        "&",
        "&#1",
        "&amp;",
        "é",
        "é ",
        "ß",
        "７",
        "½",
        "🎂",
        "🇮🇪",
        "👩\u{200d}",
        "\u{301}",
        "д\u{301}",
        "e\u{301}",
        "\u{200b}",
        "\u{ad}a",
        "क्",
        "ก",
        "日",
        "aа",
        "аж",
        "• ",
        "שּׁ",
        "\0",
    ];
    for pattern in patterns {
        let flood = pattern.repeat(300_000 / pattern.len());
        let source = format!("{flood} \n Emma");
        let document = Document::new(&source);
        let last = document.words().len() - 1;
        assert_eq!(document.word(last), "Emma", "{pattern:?}");
        assert_eq!(document.span(document.words()[last].range()).byte, (source.len() - 4, source.len()));
        for word in document.words() {
            let span = document.span(word.range());
            assert!(span.byte.0 < span.byte.1 && span.byte.1 <= source.len(), "{pattern:?}");
        }
    }
}
