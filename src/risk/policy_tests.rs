//! The built-in policies, houses' own files, and what is wrong with a wrong one.

use super::*;
use crate::risk::consent::Standing;

fn draft(country: Option<Jurisdiction>, surface: Surface) -> Draft {
    let mut draft = Draft::new("");
    draft.jurisdiction = country;
    draft.surface = surface;
    draft
}

fn error(text: &str) -> String {
    Policy::from_toml("house.toml", text).map(|_| String::new()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn the_default_policy_sets_everything_and_every_number_has_a_reason() {
    let written = read("policy.toml", DEFAULT).unwrap();
    assert!(written.limits.is_complete());
    let mut reason = false;
    for line in DEFAULT.lines() {
        match line.trim() {
            comment if comment.starts_with('#') => reason = true,
            "" => reason = false,
            // A verdict shares the reason of the line before it.
            setting if setting.contains('"') => {}
            setting if setting.starts_with('[') => {}
            setting => {
                assert!(reason, "no reason above: {setting}");
                reason = setting.starts_with("identifier =");
            }
        }
    }
}

#[test]
fn the_strict_policy_is_nowhere_laxer() {
    for country in [None, Some(Jurisdiction::Us), Some(Jurisdiction::Ie)] {
        for surface in [Surface::Post, Surface::Reply] {
            let draft = draft(country, surface);
            let (usual, strict) = (Policy::default().limits(&draft), Policy::strict().limits(&draft));
            assert!(strict.review < usual.review && strict.block < usual.block);
            assert!(
                strict.individuals > usual.individuals && strict.claimed_consent >= usual.claimed_consent
            );
            assert!(strict.age_over_89 >= usual.age_over_89 && strict.care_score <= usual.care_score);
        }
    }
}

#[test]
fn the_more_particular_setting_wins() {
    let house = "[limits]\nreview = 0.4\n[surface.reply]\nreview = 0.2\n[jurisdiction.IE.limits]\nreview = 0.3\n\
                 [jurisdiction.IE.surface.reply]\nreview = 0.1\n[channel.personal]\nreview = 0.05\n\
                 [accounts]\npersonal = [\"@ana\"]";
    let policy = Policy::from_toml("house.toml", house).unwrap();
    let review = |country, surface| policy.limits(&draft(country, surface)).review;
    assert_eq!(review(Some(Jurisdiction::Uk), Surface::Post), 0.4);
    assert_eq!(review(Some(Jurisdiction::Ie), Surface::Post), 0.3);
    assert_eq!(review(None, Surface::Reply), 0.2);
    assert_eq!(review(Some(Jurisdiction::Ie), Surface::Reply), 0.1);
    let mut own = draft(None, Surface::Post);
    own.author = Some("@Ana".to_owned());
    assert_eq!(policy.limits(&own).review, 0.05);
    assert_eq!(policy.limits(&own).individuals, Verdict::Review);
}

#[test]
fn what_a_house_does_not_mention_stays() {
    let policy = Policy::from_toml("house.toml", "[limits]\nblock = 0.9\nfinding_quasi = 0.25").unwrap();
    let (house, usual) = (policy.limits(&Draft::new("")), Policy::default().limits(&Draft::new("")));
    assert_eq!(house.finding(Severity::Quasi), Some(0.25));
    assert_eq!(house.finding(Severity::Direct), None);
    assert_eq!(Limits { block: usual.block, finding: usual.finding, ..house }, usual);
}

#[test]
fn an_error_names_its_file_and_line() {
    assert!(error("[limits]\n\nblocc = 0.5").starts_with("house.toml:3: unknown field `blocc`"));
    assert!(error("[limits]\nblock = 1.5").starts_with("house.toml:2: this must lie between 0 and 1"));
    assert!(error("[limits]\nidentifier = \"stop\"").starts_with("house.toml:2: "));
    assert!(error("\n[limit]\nblock = 0.5").starts_with("house.toml:2: unknown field `limit`"));
    assert!(error("[surface.tweet]\nblock = 0.5").starts_with("house.toml:1: "));
    assert!(error("[own]\nstaff = 3").starts_with("house.toml:2: "));
    assert!(
        error("[[consent]]\nid = \"a\"\nscope = [\"face\"]\npurpose = \"\"").starts_with("house.toml:3: ")
    );
    assert!(
        error("[[consent]]\nid = \"a\"\nscope = []\npurpose = \"\"\nexpires = 2026-02-30")
            .starts_with("house.toml:5: ")
    );
    assert!(error("[limits]\nreview = 0.7\nblock = 0.6").contains("`review` lies above `block`"));
}

#[test]
fn a_limit_that_was_reached_is_never_allowed() {
    let policy = Policy::from_toml("house.toml", "[limits]\nlimit_reached = \"allow\"").unwrap();
    assert_eq!(policy.limits(&Draft::new("")).limit_reached, Verdict::Review);
}

#[test]
fn the_examples_of_every_country_read() {
    for country in ["us", "ca", "ie", "uk"] {
        let file = format!("{}/examples/policies/{country}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).unwrap();
        let mut policy = Policy::from_toml(country, &text).unwrap();
        assert!(!policy.consents.is_empty(), "{country}");
        policy.today(2026, 4, 1).unwrap();
        let mut draft = draft(None, Surface::Newsletter);
        draft.consents = policy.consents.iter().map(|record| record.id.clone()).collect();
        assert!(policy.consents(&draft).named().all(|(standing, _)| standing != Standing::Unknown));
    }
}

#[test]
fn a_later_file_replaces_a_consent_of_the_same_id() {
    let record =
        |extra: &str| format!("[[consent]]\nid = \"a\"\nscope = [\"story\"]\npurpose = \"p\"\n{extra}");
    let mut policy = Policy::from_toml("one.toml", &record("")).unwrap();
    let mut draft = Draft::new("");
    draft.consents = vec!["a".to_owned()];
    let standing = |policy: &Policy| policy.consents(&draft).named().next().map(|(standing, _)| standing);
    assert_eq!(standing(&policy), Some(Standing::Holds));
    policy.change("two.toml", &record("withdrawn = 2026-01-01")).unwrap();
    assert_eq!(standing(&policy), Some(Standing::Withdrawn));
}

#[test]
fn there_are_only_days_of_the_calendar() {
    assert!(Policy::default().today(2026, 2, 30).is_err());
    assert!(Policy::default().today(2028, 2, 29).is_ok());
}
