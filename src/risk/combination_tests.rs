//! The formulas of the estimate at known values, worked examples, and that details only narrow.

use proptest::prelude::*;

use super::*;
use crate::draft::Jurisdiction;
use crate::risk::people::conditions_in;
use crate::risk::shares::facilities_in;
use crate::risk::table::words;

fn close(value: f64, expected: f64) -> bool {
    (value - expected).abs() <= 0.0006_f64.max(expected * 0.006)
}

fn with(parts: &mut Parts, conditions: &str) {
    let words: Vec<&str> = words(conditions).collect();
    conditions_in(&words).into_iter().for_each(|condition| parts.add_condition(condition));
    facilities_in(&words).into_iter().for_each(|facility| parts.add_facility(facility));
}

fn expected(parts: &Parts) -> f64 {
    estimate(parts).map_or(f64::INFINITY, |estimate| estimate.expected)
}

#[test]
fn the_formulas_give_the_values_of_the_domain_reference() {
    for (lambda, alone, found) in [
        (0.1, 0.905, 0.952),
        (1.0, 0.368, 0.632),
        (2.0, 0.135, 0.432),
        (5.0, 0.007, 0.199),
        (10.0, 0.00005, 0.100),
        (11.0, 0.0, 0.091),
        (15.0, 0.0, 0.067),
        (20.0, 0.0, 0.050),
        (30.0, 0.0, 0.033),
        (100.0, 0.0, 0.010),
    ] {
        assert!(close(unique(lambda), alone), "unique({lambda}) = {}", unique(lambda));
        assert!(close(reidentified(lambda), found), "reidentified({lambda}) = {}", reidentified(lambda));
    }
    assert_eq!(reidentified(0.0), 1.0);
    for (share, known) in [(1e-5, 0.0015), (1e-4, 0.015), (1e-3, 0.139), (1e-2, 0.779)] {
        assert!(close(acquainted(share), known), "acquainted({share}) = {}", acquainted(share));
    }
}

/// ZIP, birth date and sex over evenly sized ZIPs: the 87 % of the literature.
#[test]
fn the_crude_model_of_the_literature_comes_out() {
    let cell: f64 = 331.4e6 / 33_000.0 / (365.0 * 100.0 * 2.0);
    assert!(close(unique(cell), 0.871), "{}", unique(cell));
}

#[test]
fn a_woman_of_34_with_a_broken_leg_is_identified_in_a_small_town_this_week() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), Some("Colebrook, NH"));
    parts.add_age(AgeRange::year(34.0));
    parts.add_sex(Sex::Female);
    assert!((5.0..20.0).contains(&expected(&parts)), "{}", expected(&parts));
    with(&mut parts, "broken leg");
    parts.add_days(7.0);
    assert!(expected(&parts) < 0.01, "{}", expected(&parts));
}

#[test]
fn triplets_are_identified_by_the_day_but_not_by_the_year() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), None);
    parts.add_place("Tennessee");
    with(&mut parts, "triplets");
    let year = expected(&parts);
    assert!((15.0..22.0).contains(&year), "{year}");
    parts.add_days(1.0);
    assert!(close(expected(&parts), year / 365.0), "{}", expected(&parts));
}

#[test]
fn huntington_disease_in_a_small_state_is_a_handful_of_men_in_their_forties() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), None);
    parts.add_place("Montana");
    with(&mut parts, "Huntington disease");
    parts.add_age(AgeRange { from: 40.0, to: 50.0 });
    parts.add_sex(Sex::Male);
    let estimate = estimate(&parts).unwrap();
    assert!((4.0..16.0).contains(&estimate.expected), "{estimate:?}");
    assert!((0.05..0.25).contains(&estimate.probability()));
}

#[test]
fn a_resident_of_104_is_identified_in_a_county_and_one_over_89_is_not() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), None);
    parts.place = Some(Named::People(50_000.0));
    parts.add_age(AgeRange::OVER_89);
    assert!((250.0..450.0).contains(&expected(&parts)), "{}", expected(&parts));
    parts.add_age(AgeRange::year(104.0));
    assert!((0.3..0.9).contains(&expected(&parts)), "{}", expected(&parts));
}

#[test]
fn a_resident_over_89_of_a_home_of_eighty_is_identified() {
    let mut parts = Parts::new(Some(Jurisdiction::Ie), Some("Ennis"));
    with(&mut parts, "one of our residents");
    parts.add_age(AgeRange::year(101.0));
    assert!(expected(&parts) < 0.1, "{}", expected(&parts));
}

#[test]
fn a_man_in_his_fifties_with_diabetes_is_lost_in_ontario() {
    let mut parts = Parts::new(Some(Jurisdiction::Ca), None);
    parts.add_place("Ontario");
    with(&mut parts, "diabetes");
    parts.add_age(AgeRange { from: 50.0, to: 60.0 });
    parts.add_sex(Sex::Male);
    assert!((50_000.0..300_000.0).contains(&expected(&parts)), "{}", expected(&parts));
    assert!(cheapest_change(&parts).is_empty() || expected(&parts) > CROWD);
}

#[test]
fn the_fire_chief_is_one_person_whatever_the_place() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), None);
    with(&mut parts, "bypass surgery");
    let before = expected(&parts);
    parts.add_share("office", "the fire chief");
    assert!(before > 1000.0);
    assert_eq!(expected(&parts), 1.0);
    let estimate = estimate(&parts).unwrap();
    let last = estimate.factors.last().unwrap();
    assert!(last.says.starts_with("at most: ") && !last.says.contains("fire"), "{last:?}");
}

#[test]
fn a_gunshot_in_one_bed_on_saturday_is_one_event() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), None);
    with(&mut parts, "night shift, ICU bed 4, gunshot");
    parts.add_share("room", "bed 4");
    parts.add_days(1.0);
    assert!(expected(&parts) < 1.0, "{}", expected(&parts));
}

#[test]
fn the_births_of_a_night_narrow_to_one_family() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), None);
    with(&mut parts, "delivered in our maternity unit");
    parts.add_days(1.0);
    parts.add_share("group", "Somali");
    parts.add_share("family", "mother of nine");
    assert!(expected(&parts) < 0.001, "{}", expected(&parts));
}

#[test]
fn the_only_one_is_one() {
    let mut parts = Parts::new(None, None);
    parts.add_share("superlative", "");
    assert_eq!(expected(&parts), 1.0);
    assert_eq!(cheapest_change(&parts), [Part::Share("superlative")]);
}

#[test]
fn the_product_of_the_factors_is_the_expected_number() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), Some("Elko, NV"));
    parts.add_age(AgeRange::year(93.0));
    parts.add_share("occupation", "retired judge");
    let estimate = estimate(&parts).unwrap();
    let product: f64 = estimate.factors.iter().map(|factor| factor.value).product();
    assert!((product / estimate.expected - 1.0).abs() < 0.02, "{estimate:?}");
    assert_eq!(estimate.factors[0].says, "people in Elko, NV");
    assert!(estimate.low < estimate.expected && estimate.expected < estimate.high);
    assert!(estimate.factors[2].says.contains("assumed 1 in"), "{estimate:?}");
}

#[test]
fn the_date_is_left_out_before_the_age_where_it_is_enough() {
    let mut parts = Parts::new(Some(Jurisdiction::Us), Some("Boise, ID"));
    with(&mut parts, "stroke");
    parts.add_age(AgeRange { from: 50.0, to: 60.0 });
    parts.add_days(7.0);
    assert_eq!(cheapest_change(&parts), [Part::Date]);
    parts.add_place("Elko, NV");
    parts.add_share("occupation", "judge");
    assert!(cheapest_change(&parts).len() > 1);
}

/// One detail to add to a description.
#[derive(Clone, Debug)]
enum Detail {
    Place(&'static str),
    Age(f64, f64),
    Sex(Sex),
    Words(&'static str),
    Days(f64),
    Share(&'static str, &'static str),
}

fn add(parts: &mut Parts, detail: &Detail) {
    match detail {
        Detail::Place(text) => parts.add_place(text),
        Detail::Age(from, years) => parts.add_age(AgeRange { from: *from, to: from + years }),
        Detail::Sex(sex) => parts.add_sex(*sex),
        Detail::Words(text) => with(parts, text),
        Detail::Days(days) => parts.add_days(*days),
        Detail::Share(part, text) => parts.add_share(part, text),
    }
}

fn detail() -> impl Strategy<Value = Detail> {
    prop_oneof![
        prop::sample::select(vec![
            "Elko",
            "Nevada",
            "Co. Clare",
            "London",
            "Birr",
            "Nowhere Falls",
            "Oakdale High"
        ])
        .prop_map(Detail::Place),
        (0.0..110.0, 0.01..30.0).prop_map(|(from, years)| Detail::Age(from, years)),
        prop::sample::select(vec![Sex::Female, Sex::Male]).prop_map(Detail::Sex),
        prop::sample::select(vec![
            "diabetes",
            "prostate cancer",
            "triplets",
            "ALS",
            "gastroschisis",
            "broken hip",
            "ICU",
            "dialysis",
            "our hospital",
            "transplant unit",
            "memory care",
            "pre-eclampsia",
        ])
        .prop_map(Detail::Words),
        (0.5..400.0).prop_map(Detail::Days),
        prop::sample::select(vec![
            ("occupation", "teacher"),
            ("occupation", "judge"),
            ("office", "mayor"),
            ("group", "Somali"),
            ("event", "crash"),
            ("room", "bed 4"),
            ("superlative", ""),
            ("detail", ""),
            ("family", "twins"),
            ("relation", ""),
            ("school", ""),
            ("condition", ""),
        ])
        .prop_map(|(part, text)| Detail::Share(part, text)),
    ]
}

proptest! {
    #[test]
    fn adding_a_detail_never_makes_more_people_fit(
        details in prop::collection::vec(detail(), 0..8),
        more in detail(),
        country in prop::sample::select(vec![None, Some(Jurisdiction::Us), Some(Jurisdiction::Ie)]),
    ) {
        let mut parts = Parts::new(country, None);
        details.iter().for_each(|detail| add(&mut parts, detail));
        let before = expected(&parts);
        add(&mut parts, &more);
        let after = expected(&parts);
        prop_assert!(after <= before * (1.0 + 1e-9), "{before} -> {after} by {more:?}");
    }

    #[test]
    fn re_identification_falls_with_the_crowd_and_stays_a_probability(few in 0.0..50.0_f64, more in 0.0..50.0_f64) {
        let (one, other) = (reidentified(few), reidentified(few + more));
        prop_assert!(other <= one && (0.0..=1.0).contains(&one) && (0.0..=1.0).contains(&other));
    }
}
