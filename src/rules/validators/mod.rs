//! Named functions a rule can ask for: does this text hold what the shape cannot say?
//!
//! A validator reads the span's text as written (with its spaces and dashes) and answers yes or
//! no. It is pure, linear in the text, and accepts any text: the answer to nonsense is no. To add
//! one, write it in the file of its country or group and add a line to that file's table.

mod ca;
mod device;
mod general;
mod ie;
mod phone;
mod shared;
mod uk;
mod us;

/// A named check of a span's text.
#[derive(Clone, Copy)]
pub(crate) struct Validator {
    /// The name rule files use.
    pub name: &'static str,
    accepts: fn(&str) -> bool,
}

impl Validator {
    /// Whether the text passes.
    pub fn accepts(self, text: &str) -> bool {
        (self.accepts)(text)
    }
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A file's validators: the name rule files use, and the function.
type Table = &'static [(&'static str, fn(&str) -> bool)];

const TABLES: &[Table] =
    &[general::TABLE, shared::TABLE, device::TABLE, phone::TABLE, us::TABLE, ca::TABLE, ie::TABLE, uk::TABLE];

/// The validator of that name.
pub(crate) fn named(name: &str) -> Option<Validator> {
    let (name, accepts) = TABLES.iter().copied().flatten().find(|(known, _)| *known == name)?;
    Some(Validator { name, accepts: *accepts })
}

/// The digits of a text, in order, as numbers.
fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
    text.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_validator_answers_nonsense() {
        let mut names: Vec<&str> = Vec::new();
        for (name, accepts) in TABLES.iter().copied().flatten() {
            assert!(!names.contains(name), "{name} stands twice");
            names.push(name);
            for nonsense in ["", " ", "-", "é", "\u{1F600}", &"9".repeat(600)] {
                accepts(nonsense);
            }
            assert!(!accepts(""), "{name} accepts the empty text");
        }
        assert!(named("luhn").is_some());
        assert!(named("no_such_thing").is_none());
    }

    /// Published specimens and synthetic values, with what a validator must say of each.
    fn vectors() -> Vec<serde_json::Value> {
        let file = include_str!("../../../tests/data/vectors.json");
        let json: serde_json::Value = serde_json::from_str(file).unwrap();
        json["vectors"].as_array().unwrap().clone()
    }

    fn values<'a>(vector: &'a serde_json::Value, field: &str) -> Vec<&'a str> {
        vector[field].as_array().into_iter().flatten().map(|value| value.as_str().unwrap()).collect()
    }

    #[test]
    fn every_vector_is_answered_as_published() {
        let vectors = vectors();
        assert_eq!(vectors.len(), 37);
        let mut wrong = Vec::new();
        for vector in &vectors {
            let id = vector["id"].as_str().unwrap();
            let validator = named(id).unwrap_or_else(|| panic!("no validator for {id}"));
            for (field, expected) in [("valid", true), ("valid_structure_female", true), ("invalid", false)] {
                let values = values(vector, field);
                assert!(field == "valid_structure_female" || values.len() >= 3, "{id} has no {field} values");
                let against = values.iter().filter(|value| validator.accepts(value) != expected);
                wrong.extend(against.map(|value| format!("{id}: {field} {value}")));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_quebec_check_digit_tells_the_published_specimens_apart() {
        let vectors = vectors();
        let ramq = vectors.iter().find(|vector| vector["id"] == "ca_qc_ramq").unwrap();
        let (structure, check) = (named("ca_qc_ramq").unwrap(), named("ca_qc_ramq_check").unwrap());
        assert!(values(ramq, "valid").iter().all(|value| check.accepts(value)));
        for wrong in values(ramq, "checksum_invalid") {
            assert!(structure.accepts(wrong) && !check.accepts(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_area_code_tables_are_those_of_the_vectors() {
        let vectors = vectors();
        let nanp = vectors.iter().find(|vector| vector["id"] == "nanp_phone").unwrap();
        let fields = ["area_codes_us", "area_codes_ca"].map(|field| nanp[field].as_array().unwrap());
        let known: Vec<u64> = fields.into_iter().flatten().map(|code| code.as_u64().unwrap()).collect();
        let validator = named("nanp_phone").unwrap();
        for code in 200..1000 {
            let listed = known.contains(&code) || [800, 833, 844, 855, 866, 877, 888].contains(&code);
            assert_eq!(validator.accepts(&format!("{code}-555-0123")), listed, "{code}");
        }
    }

    #[test]
    fn any_one_wrong_digit_is_refused() {
        for (name, value) in [
            ("us_npi", "1234567893"),
            ("ca_sin", "123456782"),
            ("uk_nhs", "9434765919"),
            ("credit_card", "4111111111111111"),
            ("iban", "GB29NWBK60161331926819"),
            ("ie_ppsn", "1234567T"),
        ] {
            let validator = named(name).unwrap();
            for at in (0..value.len()).filter(|at| value.as_bytes()[*at].is_ascii_digit()) {
                let next = if value.as_bytes()[at] == b'9' {
                    "0".to_owned()
                } else {
                    (value.as_bytes()[at] - b'0' + 1).to_string()
                };
                let mut changed = value.to_owned();
                changed.replace_range(at..=at, &next);
                assert!(!validator.accepts(&changed), "{name} accepts {changed} for {value}");
            }
        }
    }
}
