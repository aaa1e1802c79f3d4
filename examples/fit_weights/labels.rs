//! What the labels of the material say of a candidate.

use phi_preflight::fitting::Row;

use crate::data::Span;

/// The roles, in the order of the weights.
pub const ROLES: [&str; 6] = ["patient", "family", "provider", "public", "organisation", "event"];

/// The label classes a model recognises.
pub fn classes(model: &str) -> &'static [&'static str] {
    match model {
        "name" => &["NAME"],
        "date" => &["DATE"],
        "age" => &["AGE"],
        "place" => &["LOCATION", "ORG"],
        "room" => &["LOCATION"],
        "contact" => &["PHONE", "EMAIL", "HANDLE", "URL", "IP"],
        "number" => &["ID"],
        "care" => &["CONFIRM"],
        "detail" => &["QUASI"],
        _ => &[],
    }
}

pub fn role_of(span: &Span) -> Option<usize> {
    let (class, role) = span.parts();
    let name = match (class, role) {
        ("CONFIRM", _) | (_, "patient" | "over89" | "room") => "patient",
        (_, "family") => "family",
        (_, "provider") => "provider",
        (_, "public") => "public",
        (_, "org") => "organisation",
        (_, "event") => "event",
        _ => return None,
    };
    ROLES.iter().position(|r| *r == name)
}

/// Whether it is about a patient or somebody close to one.
pub fn is_protected(span: &Span) -> bool {
    matches!(role_of(span), Some(0 | 1))
}

/// What a draft's candidate is: right, wrong, or not for this model to learn from.
pub fn is_right(row: &Row, spans: &[Span], trusted: &[String]) -> Option<bool> {
    let mine = classes(row.model);
    let met: Vec<&Span> = spans.iter().filter(|span| span.meets(row.char)).collect();
    if met.iter().any(|span| mine.contains(&span.parts().0)) {
        return Some(true);
    }
    if !trusted.is_empty() {
        let scored = mine.iter().any(|class| trusted.iter().any(|t| t == class));
        return (scored && met.is_empty()).then_some(false);
    }
    // Another protected label on the same words: the finding would be welcome all the same.
    let protected = met.iter().any(|span| is_protected(span));
    (!protected).then_some(false)
}
