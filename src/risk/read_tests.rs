//! Ages, dates and parts as people write them.

use super::*;
use crate::draft::Jurisdiction;
use crate::risk::combination::estimate;

#[test]
fn ages_are_read_as_people_write_them() {
    let rounded = |text: &str| ages(text).map(|ages| (ages.from.round() as u32, ages.to.round() as u32));
    for (text, from, to) in [
        ("93yo", 93, 94),
        ("91-year-old", 91, 92),
        ("52", 52, 53),
        ("34F", 34, 35),
        ("102nd", 102, 103),
        ("ninety-four", 94, 95),
        ("ninetieth birthday", 90, 91),
        ("nine-oh", 90, 91),
        ("in her 40s", 40, 50),
        ("Mid-20s", 23, 27),
        ("late sixties", 66, 70),
        ("forties", 40, 50),
        ("a centenarian", 100, 121),
        ("six-year-old", 6, 7),
        ("teenager", 13, 20),
    ] {
        assert_eq!(rounded(text), Some((from, to)), "{text}");
    }
    let weeks = ages("6 weeks").unwrap();
    assert!(weeks.from > 0.1 && weeks.to < 0.15, "{weeks:?}");
    let days = ages("3-day-old").unwrap();
    assert!(days.to < 0.012, "{days:?}");
    assert_eq!(ages("of a great age"), None);
    assert_eq!(ages("born in 1931"), None);
}

#[test]
fn dates_are_as_long_as_they_say() {
    for (text, expected) in [
        ("March 4", 1.0),
        ("yesterday", 1.0),
        ("last Tuesday", 1.0),
        ("11/02/1999", 1.0),
        ("this week", 7.0),
        ("February 2023", 30.4),
        ("May", 30.4),
        ("this month", 30.4),
        ("this spring", 91.0),
        ("2019", 365.0),
        ("last year", 365.0),
        ("3 juin", 1.0),
    ] {
        assert_eq!(days(text), expected, "{text}");
    }
}

#[test]
fn a_rules_id_says_which_part_it_speaks_of() {
    assert_eq!(part_of("details.only"), "superlative");
    assert_eq!(part_of("details.occupation_of_one"), "occupation");
    assert_eq!(part_of("details.rare_disease"), "condition");
    assert_eq!(part_of("details.group_of_few"), "few");
    assert_eq!(part_of("details.relation_to_known"), "relation");
    assert_eq!(part_of("house.something"), "detail");
}

#[test]
fn findings_and_words_become_a_description() {
    let seen = |category, rule, text| Seen { category, rule, text };
    let mut parts = Parts::new(Some(Jurisdiction::Us), Some("Elko, NV"));
    parts.see(&seen(Category::Age, "ages.years_old", "93yo"));
    parts.see(&seen(Category::Detail, "details.occupation", "retired judge"));
    parts.see(&seen(Category::Room, "places.room", "room 412"));
    parts.hear(&["Lost", "a", "favourite", "today", "he", "had", "pneumonia"]);
    let estimate = estimate(&parts).unwrap();
    assert!(estimate.expected < 1.0, "{estimate:?}");
    assert_eq!(parts.sex, Some(Sex::Male));
    assert_eq!(parts.ages, [AgeRange::year(93.0)]);
    assert_eq!(parts.conditions.len(), 1);
}

#[test]
fn a_birth_year_that_tells_an_age_over_89_counts_as_that_class() {
    let mut parts = Parts::default();
    let born = Seen { category: Category::Age, rule: "ages.over_89", text: "born in 1931" };
    parts.see(&born);
    assert_eq!(parts.ages, [AgeRange::OVER_89]);
    parts.see(&Seen { rule: "ages.birth_year", ..born });
    assert_eq!(parts.ages.len(), 1);
}

#[test]
fn a_detail_no_table_knows_is_still_a_detail() {
    let mut parts = Parts::default();
    let rule = "details.story";
    parts.see(&Seen { category: Category::Detail, rule, text: "the big grasshopper" });
    assert!(parts.shares.contains_key("detail"));
    let mut other = Parts::default();
    other.see(&Seen { category: Category::Detail, rule, text: "#omphalocele" });
    assert!(!other.shares.contains_key("detail") && other.conditions.len() == 1);
}
