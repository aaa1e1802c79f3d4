//! Verdicts over hand-made findings, and that a disclosure never softens one.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::draft::Draft;
use crate::finding::{Severity, Span};
use crate::risk::people::AgeRange;
use crate::risk::policy::Policy;

fn finding(category: Category, role: Role, score: f32) -> Finding {
    let severity = match category {
        Category::Care => Severity::Care,
        Category::Detail | Category::Age => Severity::Quasi,
        _ => Severity::Direct,
    };
    Finding {
        field: "text".into(),
        span: Span::default(),
        category,
        letter: category.letter(),
        role,
        rule: "test.rule".into(),
        score: Score::new(score),
        severity,
        evidence: Vec::new(),
        advice: "".into(),
        why: None,
        text: None,
        source: "".into(),
        rewrite: None,
    }
}

fn weights() -> RiskWeights {
    let table =
        [("bias", -3.0), ("name", 2.0), ("name_care", 4.0), ("number", 5.0), ("date", 1.0), ("detail", 1.0)];
    let lines = ["look", "stop"];
    let named = |line| table.map(|(name, weight)| (format!("{line}.{name}"), weight));
    let words = [("look.told".to_owned(), 3.0), ("stop.stopped".to_owned(), 6.0)];
    let table: BTreeMap<String, f32> = lines.into_iter().flat_map(named).chain(words).collect();
    RiskWeights::read(&table).unwrap()
}

/// A case that a test changes where it needs to.
struct Scene {
    findings: Vec<Finding>,
    covers: Vec<Cover>,
    parts: Parts,
    draft: Draft,
    individual: f32,
    stopped: f32,
    reply_names: bool,
    reply_adds: bool,
    denies_care: bool,
    claims_consent: bool,
    limited: bool,
    policy: Policy,
}

impl Scene {
    fn of(findings: Vec<Finding>) -> Self {
        let mut draft = Draft::new("");
        draft.jurisdiction = Some(Jurisdiction::Us);
        let parts = Parts::new(draft.jurisdiction, None);
        let policy = Policy::default();
        Self {
            findings,
            covers: vec![],
            parts,
            draft,
            individual: 0.0,
            stopped: 0.0,
            reply_names: false,
            reply_adds: false,
            denies_care: false,
            claims_consent: false,
            limited: false,
            policy,
        }
    }

    fn judge(&self) -> Judgement {
        let limits = self.policy.limits(&self.draft);
        decide(&Case {
            findings: &self.findings,
            covers: &self.covers,
            consents: &self.policy.consents(&self.draft),
            parts: &self.parts,
            surface: self.draft.surface,
            individual: self.individual,
            stopped: self.stopped,
            reply_names: self.reply_names,
            reply_adds: self.reply_adds,
            denies_care: self.denies_care,
            claims_consent: self.claims_consent,
            limited: self.limited,
            limits: &limits,
            weights: &weights(),
        })
    }

    fn verdict(&self) -> Verdict {
        self.judge().verdict
    }
}

fn codes(judgement: &Judgement) -> Vec<&str> {
    judgement.reasons.iter().map(Reason::code).collect()
}

#[test]
fn nothing_found_is_allowed_without_a_reason() {
    let judgement = Scene::of(vec![]).judge();
    assert_eq!(judgement.verdict, Verdict::Allow);
    assert!(judgement.reasons.is_empty() && judgement.risk.get() < 0.1);
    assert_eq!(judgement.reidentification, None);
}

#[test]
fn a_patients_name_with_care_blocks_and_names_letter_and_remedy() {
    let care = finding(Category::Care, Role::Patient, 0.9);
    let judgement = Scene::of(vec![finding(Category::Name, Role::Patient, 0.95), care]).judge();
    assert_eq!(judgement.verdict, Verdict::Block);
    assert_eq!(judgement.reasons[0].code, "named-with-care");
    assert_eq!(judgement.reasons[0].source, "45 CFR 164.514(b)(2)(i)(A)");
    let last = judgement.reasons.last().unwrap();
    assert_eq!(last.code, "to-publish");
    assert!(last.says.contains("without the name and the words that confirm care"), "{last:?}");
}

#[test]
fn a_reply_that_resolves_a_pseudonym_blocks_and_one_that_adds_says_so() {
    let mut scene = Scene::of(vec![finding(Category::Name, Role::Patient, 0.4)]);
    scene.draft.surface = Surface::Reply;
    assert!(scene.verdict() < Verdict::Block);
    scene.reply_names = true;
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Block);
    assert_eq!(codes(&judgement)[0], "reply-names");
    let named = finding(Category::Name, Role::Patient, 0.95);
    let mut scene = Scene::of(vec![named, finding(Category::MedicalRecord, Role::Patient, 0.95)]);
    scene.draft.surface = Surface::Reply;
    scene.reply_adds = true;
    assert!(codes(&scene.judge()).contains(&"reply-adds"));
}

#[test]
fn a_reply_that_denies_care_is_looked_at_and_a_post_is_not() {
    let mut scene = Scene::of(Vec::new());
    scene.denies_care = true;
    assert_eq!(scene.verdict(), Verdict::Allow);
    scene.draft.surface = Surface::Reply;
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Review);
    assert_eq!(codes(&judgement)[0], "care-denied");
}

#[test]
fn a_record_number_blocks_by_itself_and_a_doubtful_one_does_not() {
    let sure = Scene::of(vec![finding(Category::MedicalRecord, Role::Patient, 0.9)]);
    assert_eq!(sure.verdict(), Verdict::Block);
    assert_eq!(codes(&sure.judge())[0], "direct-identifier");
    let doubtful = Scene::of(vec![finding(Category::MedicalRecord, Role::Patient, 0.4)]);
    assert!(doubtful.verdict() < Verdict::Block);
}

#[test]
fn confirmed_care_blocks_a_reply_and_not_a_post() {
    let mut doubtful = Scene::of(vec![finding(Category::Care, Role::Patient, 0.9)]);
    doubtful.draft.surface = Surface::Reply;
    assert!(doubtful.verdict() < Verdict::Block);
    let mut scene = Scene::of(vec![finding(Category::Care, Role::Patient, 0.95)]);
    assert!(scene.verdict() < Verdict::Block);
    scene.draft.surface = Surface::Reply;
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Block);
    assert_eq!(codes(&judgement)[0], "care-in-reply");
    assert!(judgement.reasons.last().unwrap().says.contains("to a stranger"));
}

#[test]
fn a_draft_that_was_not_read_whole_is_never_allowed() {
    let mut scene = Scene::of(vec![]);
    scene.limited = true;
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Review);
    assert_eq!(codes(&judgement), ["limit-reached", "to-publish"]);
}

#[test]
fn words_alone_send_a_draft_to_a_person_and_stop_nothing() {
    let mut scene = Scene::of(vec![]);
    (scene.individual, scene.stopped) = (1.0, 1.0);
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Review);
    assert_eq!(codes(&judgement), ["individual", "to-publish"]);
}

#[test]
fn a_combination_is_reviewed_where_the_draft_speaks_of_a_person() {
    let mut scene = Scene::of(vec![]);
    scene.draft.jurisdiction = Some(Jurisdiction::Uk);
    scene.parts = Parts::new(Some(Jurisdiction::Uk), None);
    scene.parts.add_age(AgeRange::year(47.0));
    scene.parts.add_place("Skye");
    scene.parts.add_share("occupation", "lighthouse keeper");
    assert_eq!(scene.judge().reidentification, None);
    scene.individual = 0.9;
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Review);
    assert_eq!(judgement.reasons[0].code, "combination");
    assert!(judgement.reasons[0].source.contains("GMC"));
    assert!(judgement.reasons[0].says.contains("reader"));
    assert!(judgement.reidentification.is_some_and(|estimate| estimate.expected < 1.0));
}

#[test]
fn consent_sets_aside_what_it_covers_and_leaves_a_look() {
    let mut scene = Scene::of(vec![
        finding(Category::Name, Role::Patient, 0.95),
        finding(Category::Care, Role::Patient, 0.9),
    ]);
    scene.policy =
        Policy::from_toml("p", "[[consent]]\nid = \"a\"\nscope = [\"name\", \"story\"]\npurpose = \"story\"")
            .unwrap();
    scene.draft.consents = vec!["a".to_owned()];
    scene.covers = vec![Cover::Full, Cover::Full];
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Review);
    assert!(codes(&judgement).contains(&"consent-on-record"));
    scene.policy.change("p", "[limits]\ncovered = \"allow\"").unwrap();
    assert_eq!(scene.verdict(), Verdict::Allow);
    assert_eq!(codes(&scene.judge()), ["consent-on-record"]);
    // It covers the story as it covers what is found in it.
    (scene.individual, scene.stopped) = (1.0, 1.0);
    assert_eq!(scene.verdict(), Verdict::Allow);
    // Another person's name is nobody's to give away.
    scene.findings.push(finding(Category::Name, Role::Family, 0.95));
    (scene.individual, scene.stopped) = (0.9, 0.0);
    assert_eq!(scene.verdict(), Verdict::Block);
    scene.covers = vec![Cover::Unchecked, Cover::Full];
    scene.findings.pop();
    assert_eq!(scene.verdict(), Verdict::Review);
}

#[test]
fn a_claimed_consent_holds_a_block_back_but_not_for_numbers_or_relatives() {
    let named =
        vec![finding(Category::Name, Role::Patient, 0.95), finding(Category::Care, Role::Patient, 0.9)];
    let mut scene = Scene::of(named);
    scene.claims_consent = true;
    let judgement = scene.judge();
    assert_eq!(judgement.verdict, Verdict::Review);
    assert!(codes(&judgement).contains(&"consent-claimed"));
    let mut with_number = Scene::of(scene.findings.clone());
    with_number.claims_consent = true;
    with_number.findings.push(finding(Category::Phone, Role::Patient, 0.9));
    assert_eq!(with_number.verdict(), Verdict::Block);
    scene.findings.push(finding(Category::Name, Role::Family, 0.9));
    assert_eq!(scene.verdict(), Verdict::Block);
}

#[test]
fn a_strict_house_reviews_every_story_about_one_person() {
    let mut scene = Scene::of(vec![]);
    scene.individual = 0.35;
    assert_eq!(scene.verdict(), Verdict::Allow);
    scene.policy = Policy::strict();
    assert_eq!(scene.verdict(), Verdict::Review);
    assert_eq!(codes(&scene.judge())[0], "no-individuals");
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let role = prop::sample::select(vec![Role::Patient, Role::Family, Role::Unknown]);
    (prop::sample::select(Category::ALL), role, 0.3..1.0_f32)
        .prop_map(|(category, role, score)| finding(category, role, score))
}

proptest! {
    #[test]
    fn a_disclosure_never_softens_risk_or_verdict(
        findings in prop::collection::vec(any_finding(), 0..6),
        more in any_finding(),
        reply in any::<bool>(),
        claims_consent in any::<bool>(),
        individual in 0.0..1.0_f32,
    ) {
        let mut scene = Scene::of(findings);
        scene.draft.surface = if reply { Surface::Reply } else { Surface::Post };
        scene.claims_consent = claims_consent;
        scene.individual = individual;
        let before = scene.judge();
        scene.findings.push(more);
        let after = scene.judge();
        prop_assert!(after.verdict >= before.verdict, "{before:?} -> {after:?}");
        prop_assert!(after.risk.get() >= before.risk.get());
        prop_assert_eq!(after, scene.judge());
    }
}
