//! What is published every day, from the text to the verdict: wordings that have to come out one way, whatever the
//! weights.

use phi_preflight::{Draft, Scanner, Surface, Verdict};

fn reply(text: &str) -> Draft {
    let mut draft = Draft::new(text);
    draft.surface = Surface::Reply;
    draft
}

/// Whether a reply goes to a person because it denies that somebody is a patient.
fn is_denial(scanner: &Scanner, draft: &Draft) -> bool {
    let report = scanner.scan_draft(draft);
    let denied = report.reasons().iter().any(|reason| reason.code() == "care-denied");
    assert!(!denied || report.verdict() > Verdict::Allow);
    denied
}

#[test]
fn a_reply_that_denies_that_somebody_is_a_patient_goes_to_a_person() {
    let scanner = Scanner::new();
    for text in [
        "We have no record of anyone by that name at our practice.",
        "We searched our whole scheduling system and nobody under the name on this profile has ever been booked here.",
        "I've gone through our files and can't find you anywhere. Are you sure this was us?",
        "We checked and you aren't in our system. Please contact Google to remove this.",
        "This reviewer is not a patient of ours.",
        "We do not believe you were ever a customer of this practice.",
        "Hi, we don't seem to have a patient file that matches your details. Could you call us?",
    ] {
        assert!(is_denial(&scanner, &reply(text)), "{text}");
    }
    assert!(!is_denial(&scanner, &Draft::new("This reviewer is not a patient of ours.")));
}

#[test]
fn a_reply_that_neither_confirms_nor_denies_does_not() {
    let scanner = Scanner::new();
    for text in [
        "We cannot say whether you are or are not a patient here.",
        "Privacy law means we can't confirm if this reviewer is or isn't a patient of ours.",
        "We cannot say whether a person has or has not been to our clinic.",
        "Whether or not you have been to our clinic, please call us.",
        "If you are not a patient here yet, register online.",
        "We can't find you a slot before Easter, sorry! Please call the desk.",
        "We can't find this complaint in our inbox; please send it once more.",
    ] {
        assert!(!is_denial(&scanner, &reply(text)), "{text}");
    }
}

#[test]
fn news_of_staff_is_allowed_whatever_its_pictures_are_called() {
    let scanner = Scanner::new();
    let mut draft = Draft::new(
        "Meet Dr Ana Ruiz, who joins our team this spring. She holds an open evening for anybody with questions \
         about blood pressure.",
    );
    for surface in [Surface::Post, Surface::Blog] {
        draft.surface = surface;
        for attachments in [vec![], vec!["/img/dr-ruiz.jpg".to_owned()], vec!["static/ruiz-1.jpg".to_owned()]]
        {
            draft.attachments = attachments;
            let report = scanner.scan_draft(&draft);
            assert_eq!(report.verdict(), Verdict::Allow, "{surface:?}, {:?}", draft.attachments);
        }
    }
}

#[test]
fn another_field_never_softens_a_verdict() {
    const HARMLESS: &str =
        "A photo of our new car park, which opens on 4 May with 120 spaces, two chargers and a bench.";
    let scanner = Scanner::new();
    for text in
        ["Mrs Byrne is home after her hip op", "So sorry your root canal hurt, Zofia", "Opening hours"]
    {
        let mut draft = reply(text);
        let alone = scanner.scan_draft(&draft).verdict();
        draft.alt_text = vec![HARMLESS.to_owned()];
        assert!(scanner.scan_draft(&draft).verdict() >= alone, "{text}: softer than {alone:?}");
    }
}
