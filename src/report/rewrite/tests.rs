//! Rewrites by table: the finding stands between `[[` and `]]`.

use super::*;
use crate::finding::{Score, Severity, Span};

fn finding(category: Category, rule: &'static str, role: Role) -> Finding {
    Finding {
        field: "text".into(),
        span: Span::default(),
        category,
        letter: category.letter(),
        role,
        rule: rule.into(),
        score: Score::new(0.9),
        severity: Severity::Direct,
        evidence: Vec::new(),
        advice: "".into(),
        why: None,
        text: None,
        source: "".into(),
        rewrite: None,
    }
}

fn rewritten(finding: &Finding, marked: &str, country: Option<Jurisdiction>) -> String {
    let start = marked.find("[[").unwrap();
    let end = marked.find("]]").unwrap() - 2;
    let text = marked.replace("[[", "").replace("]]", "");
    let rewrite = rewrite(finding, &text, &(start..end), country);
    let range = rewrite.range(&(start..end));
    format!("{}{}{}", &text[..range.start], rewrite.text, &text[range.end..])
}

#[track_caller]
fn check(finding: &Finding, cases: &[(&str, &str)]) {
    for (marked, expected) in cases {
        assert_eq!(rewritten(finding, marked, Some(Jurisdiction::Us)), *expected, "{marked}");
    }
}

fn of(category: Category) -> Finding {
    finding(category, "test.rule", Role::Patient)
}

#[test]
fn names_become_a_patient() {
    check(
        &of(Category::Name),
        &[
            ("Lost a favourite today. RIP Mr. [[Alvarez]]", "Lost a favourite today. RIP a patient"),
            ("[[Luis]] came to our rehab", "A patient came to our rehab"),
            ("a wallet with a card, name [[Ann Lee]]. At the desk", "a wallet with a card. At the desk"),
            ("Our patient [[Emma Byrne]], went home", "Our patient, went home"),
            ("We love our [[Emma]]!", "We love our patient!"),
            ("so proud of Baby [[Zuri]] today", "so proud of a patient today"),
            ("[[Brenda]], we are sorry", "We are sorry"),
            ("Thanks [[Emma]]! You made our week", "Thanks! You made our week"),
            ("[[Emma]]'s surgery went well", "A patient's surgery went well"),
            ("so happy #Team[[Emma]] won", "so happy won"),
            ("Aww [[Tanya]] you made our week", "Aww you made our week"),
            ("Mama [[Keisha]] rocks", "Mama rocks"),
            ("see McX_[[Nowak]]_scan.png here", "see file.png here"),
            ("we saw [[J.R.]] run", "we saw a patient run"),
        ],
    );
    let relative = finding(Category::Name, "names.family", Role::Family);
    check(
        &relative,
        &[
            ("her son [[Tom]] was there", "her son was there"),
            ("we met [[Tom]] too", "we met a relative too"),
        ],
    );
}

#[test]
fn dates_become_their_year_or_recently() {
    check(
        &of(Category::Date),
        &[
            ("We met her on [[March 3]] in the ED", "We met her recently in the ED"),
            ("born here on [[March 3, 2024]]!", "born here in 2024!"),
            ("admitted on [[March 3]], 2024 with a stroke", "admitted in 2024 with a stroke"),
            ("a patient since [[May 2019]], and loyal", "a patient since 2019, and loyal"),
            ("[[Yesterday]] a little girl went home", "Recently a little girl went home"),
            ("[[yesterday]]'s surgery went well", "The recent surgery went well"),
            ("after the [[March 3]] crash he could walk", "after the recent crash he could walk"),
            ("Regarding Her [[September 15]] Fall", "Regarding Her recent Fall"),
            ("he is in my scanner [[rn]] lads", "he is in my scanner lads"),
            ("B. S. dob [[4/8/61]] L TKR", "B. S. L TKR"),
            ("she starts with us [[next month]].", "she starts with us soon."),
            ("the visit of [[11/02/1999]]", "the visit of 1999"),
        ],
    );
    let dob = finding(Category::Date, "dates.dob", Role::Patient);
    check(&dob, &[("Jane (DOB: [[4/3/52]]) was seen", "Jane was seen")]);
    let time = finding(Category::Date, "times.clock", Role::Patient);
    check(&time, &[("she arrived at [[4:52]] with pain", "she arrived with pain")]);
}

#[test]
fn ages_over_89_become_the_one_class_above() {
    check(
        &finding(Category::Age, "ages.over_89", Role::Patient),
        &[
            ("Our [[91-year-old]] walked again", "Our patient aged 90 or older walked again"),
            ("A [[91-year-old]] woman danced", "A woman aged 90 or older danced"),
            ("We lost a [[93yo]] retired judge", "We lost an elderly retired judge"),
            ("she turned [[100]] today", "she reached an age of 90 or more today"),
            ("celebrating her [[102nd]] birthday", "celebrating her birthday"),
            ("he died aged [[98]].", "he died aged 90 or older."),
            ("she is [[94]]!", "she is 90 or older!"),
        ],
    );
}

#[test]
fn an_age_that_reads_over_89_goes_into_the_class_whatever_rule_found_it() {
    let bare = finding(Category::Age, "ages.bracketed", Role::Patient);
    check(&bare, &[("meet Wilf ([[93]]!!) again", "meet Wilf (90 or older!!) again")]);
}

#[test]
fn ages_up_to_89_become_a_time_of_life() {
    check(
        &finding(Category::Age, "ages.years_old", Role::Patient),
        &[
            ("A [[47-year-old]] teacher came in", "A middle-aged teacher came in"),
            ("Then an [[8-year-old]] was brave", "Then a child was brave"),
            ("He is [[52]] and runs", "He is middle-aged and runs"),
            ("She is [[47]].", "She is middle-aged."),
            ("We met a [[72-year-old]] farmer", "We met an older farmer"),
        ],
    );
}

#[test]
fn places_become_their_state_or_the_area() {
    check(
        &of(Category::Place),
        &[
            ("a judge from [[Elko]], NV", "a judge from Nevada"),
            ("in a barn in [[Elko]] NEVADA, still", "in a barn in Nevada, still"),
            ("a man in [[Wexlerville]] said", "a man in the area said"),
            ("crashed on [[Ballyard Road]] at night", "crashed in the area at night"),
            ("in our [[Boise]] dialysis unit", "in our dialysis unit"),
            ("Fargo ND [[58104]].", "Fargo ND."),
        ],
    );
    let ireland = rewritten(&of(Category::Place), "from [[Ennis]] she came", Some(Jurisdiction::Ie));
    assert_eq!(ireland, "from Munster she came");
}

#[test]
fn rooms_and_numbers_go() {
    check(
        &of(Category::Room),
        &[("He slept in [[room 412]].", "He slept."), ("93yo judge, [[room 412]].", "93yo judge.")],
    );
    check(
        &of(Category::MedicalRecord),
        &[
            ("Pt MRN: [[00482913]], follow up Friday", "Pt, follow up Friday"),
            ("our patient (MRN [[00482913]]) went home", "our patient went home"),
            ("MRN [[00482913]] is ready", "Is ready"),
            ("your account (#[[A-20917]]). Bye", "your account. Bye"),
        ],
    );
    check(&of(Category::Phone), &[("Call her at [[555-0142]]!", "Call her!")]);
    check(
        &of(Category::Handle),
        &[
            ("\"[[BigRed77]]\" is really a man", "Is really a man"),
            ("so proud of you [[@emma_b]] 💕", "so proud of you 💕"),
        ],
    );
}

#[test]
fn details_become_general_or_take_their_sentence_along() {
    let quasi = |rule| finding(Category::Detail, rule, Role::Patient);
    check(
        &quasi("details.condition"),
        &[
            ("A girl with [[Huntington disease]] smiled", "A girl with a neurological condition smiled"),
            ("night 3 #[[omphalocele]] #nicu", "night 3 #nicu"),
        ],
    );
    check(
        &quasi("details.occupation"),
        &[
            ("we met a [[lighthouse attendant]] there", "we met a patient there"),
            ("hugs to our favorite [[mail carrier]]!", "hugs to our favorite patient!"),
        ],
    );
    check(
        &quasi("details.only"),
        &[("Hello. She is [[the only harpist in our county]]. Bye.", "Hello. Bye.")],
    );
    let care = finding(Category::Care, "care.came_in", Role::Patient);
    check(
        &care,
        &[
            ("Great team! She [[came in]] with Dr. Shah to a full room. We cried.", "Great team! We cried."),
            ("[[You came in]] late.", ""),
            ("One line.\nTwo [[came in]] lines.\nThree.", "One line.\n\nThree."),
        ],
    );
}

#[test]
fn a_rules_own_rewrite_stands_where_the_category_has_none() {
    let mut own = finding(Category::Detail, "details.wish", Role::Patient);
    own.rewrite = Some("a last wish".to_owned());
    check(&own, &[("he got [[to see the sea]] again", "he got a last wish again")]);
}

#[test]
fn a_safe_reply_says_nothing_of_care() {
    assert!(safe_reply("We are sorry that your crown hurt").contains("Privacy rules"));
    assert!(safe_reply("Thank you for the feedback about your visit").contains("Privacy rules"));
    assert_eq!(safe_reply("So glad your surgery went well, Mary!"), "Thank you for the kind words.");
    assert!(safe_reply("Merci, votre rendez-vous avec nous").starts_with("Merci"));
}
