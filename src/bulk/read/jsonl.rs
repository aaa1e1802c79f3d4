//! One JSON object a line becomes a draft.
//!
//! The object is read by hand rather than by `serde`, because `serde`'s messages quote the value that did
//! not fit, and that value is the draft.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{ReadOptions, named};
use crate::bulk::decode;
use crate::draft::{Draft, Jurisdiction, Surface};
use crate::report::{Redaction, Report};

/// The draft a line holds.
pub(super) fn draft(line: &[u8], options: &ReadOptions) -> Result<Draft, String> {
    let object = object(line)?;
    let mut draft = Draft::default();
    let text = field(&object, &options.text_field)
        .ok_or_else(|| format!("no field named {:?}; name it with --text-field", options.text_field))?;
    draft.text = string(text, &options.text_field)?;
    draft.id = match field(&object, &options.id_field) {
        None => None,
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(value) => Some(string(value, &options.id_field)?),
    };
    draft.title = optional(&object, "title")?;
    draft.alt_text = list(&object, "alt_text")?;
    draft.attachments = list(&object, "attachments")?;
    draft.in_reply_to = optional(&object, "in_reply_to")?;
    draft.author = optional(&object, "author")?;
    draft.reviewer = optional(&object, "reviewer")?;
    draft.place = optional(&object, "place")?;
    draft.consents = list(&object, "consents")?;
    let surface = optional(&object, "surface")?;
    draft.surface = named("field", "surface", surface, Surface::from_name)?.unwrap_or(options.surface);
    let jurisdiction = optional(&object, "jurisdiction")?;
    draft.jurisdiction = named("field", "jurisdiction", jurisdiction, Jurisdiction::from_code)?;
    Ok(draft)
}

fn object(line: &[u8]) -> Result<Map<String, Value>, String> {
    if let Err(error) = std::str::from_utf8(line) {
        return Err(decode::refusal(line, error.valid_up_to()).message);
    }
    match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("not a JSON object".to_owned()),
        // Syntax errors name what was expected, never what was there; the line is ours to name.
        Err(error) => {
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or_default();
            Err(format!("not valid JSON: {what} at column {}", error.column()))
        }
    }
}

/// A field that is there; `null` is as good as absent.
fn field<'o>(object: &'o Map<String, Value>, name: &str) -> Option<&'o Value> {
    object.get(name).filter(|value| !value.is_null())
}

fn string(value: &Value, name: &str) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("field {name:?} is not a string"))
}

fn optional(object: &Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    field(object, name).map(|value| string(value, name)).transpose()
}

/// A list of strings; a single string is a list of one.
fn list(object: &Map<String, Value>, name: &str) -> Result<Vec<String>, String> {
    match field(object, name) {
        None => Ok(Vec::new()),
        Some(Value::String(only)) => Ok(vec![only.clone()]),
        Some(Value::Array(values)) => values
            .iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| format!("field {name:?} holds something that is not a string")),
        Some(_) => Err(format!("field {name:?} is not a list of strings")),
    }
}

/// The line again, with the values of changed fields replaced and every other byte as it was.
pub(in crate::bulk) fn redacted(
    line: &[u8],
    draft: &Draft,
    report: &Report,
    how: Redaction,
    options: &ReadOptions,
) -> Result<Vec<u8>, String> {
    if report.findings().is_empty() {
        return Ok(line.to_vec());
    }
    let line =
        std::str::from_utf8(line).map_err(|error| decode::refusal(line, error.valid_up_to()).message)?;
    let Fields(fields) = serde_json::from_str(line).map_err(|_| "not valid JSON".to_owned())?;
    let redacted = report.redact(draft, how);
    let mut edits = Vec::new();
    for (name, value) in fields {
        let replacement = match name.as_str() {
            name if name == options.text_field => changed(Some(&draft.text), Some(&redacted.text)),
            "title" => changed(draft.title.as_ref(), redacted.title.as_ref()),
            "in_reply_to" => changed(draft.in_reply_to.as_ref(), redacted.in_reply_to.as_ref()),
            "author" => changed(draft.author.as_ref(), redacted.author.as_ref()),
            "reviewer" => changed(draft.reviewer.as_ref(), redacted.reviewer.as_ref()),
            "place" => changed(draft.place.as_ref(), redacted.place.as_ref()),
            "alt_text" => changed_list(&draft.alt_text, &redacted.alt_text, value),
            "attachments" => changed_list(&draft.attachments, &redacted.attachments, value),
            _ => None,
        };
        if let Some(replacement) = replacement {
            // A raw value borrows its stretch of the line, so where it stands can be told.
            let start = value.get().as_ptr() as usize - line.as_ptr() as usize;
            edits.push((start..start + value.get().len(), replacement.to_string().into()));
        }
    }
    Ok(crate::report::replaced(line, &edits).into_bytes())
}

fn changed(before: Option<&String>, after: Option<&String>) -> Option<Value> {
    after.filter(|_| before != after).map(|after| Value::String(after.clone()))
}

/// A list written as it was: as one string where it was one.
fn changed_list(before: &[String], after: &[String], value: &RawValue) -> Option<Value> {
    match after {
        _ if before == after => None,
        [only] if value.get().starts_with('"') => Some(Value::String(only.clone())),
        after => Some(after.into()),
    }
}

/// The fields of an object in their order, each value as it is written.
struct Fields<'l>(Vec<(String, &'l RawValue)>);

impl<'l> Deserialize<'l> for Fields<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'l> Visitor<'l> for Visit {
            type Value = Fields<'l>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Fields<'l>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Draft, String> {
        draft(line.as_bytes(), &ReadOptions::default())
    }

    #[test]
    fn every_field_of_the_contract_is_read() {
        let draft = read(
            r#"{"id":"a","text":"b","title":"c","alt_text":["d","e"],"attachments":["f"],"in_reply_to":"g",
                "author":"h","reviewer":"i","surface":"reply","jurisdiction":"IE","place":"j","consents":["k"]}"#,
        )
        .expect("a good line");
        assert_eq!((draft.id.as_deref(), draft.text.as_str()), (Some("a"), "b"));
        assert_eq!((draft.title.as_deref(), draft.alt_text.len()), (Some("c"), 2));
        assert_eq!((draft.attachments.len(), draft.in_reply_to.as_deref()), (1, Some("g")));
        assert_eq!((draft.author.as_deref(), draft.reviewer.as_deref()), (Some("h"), Some("i")));
        assert_eq!((draft.surface, draft.jurisdiction), (Surface::Reply, Some(Jurisdiction::Ie)));
        assert_eq!((draft.place.as_deref(), draft.consents.len()), (Some("j"), 1));
    }

    #[test]
    fn nulls_numbers_and_unknown_fields_are_no_error() {
        let draft = read(r#"{"id":17,"text":"b","title":null,"alt_text":"one","likes":{"x":[1]}}"#);
        let draft = draft.expect("a good line");
        assert_eq!((draft.id.as_deref(), draft.title, draft.alt_text.len()), (Some("17"), None, 1));
    }

    #[test]
    fn other_names_are_read_where_asked() {
        let options = ReadOptions { text_field: "body".into(), id_field: "key".into(), ..Default::default() };
        let draft = draft(br#"{"key":"a","body":"b","text":"no"}"#, &options).expect("a good line");
        assert_eq!((draft.id.as_deref(), draft.text.as_str()), (Some("a"), "b"));
    }

    #[test]
    fn errors_never_quote_the_draft() {
        for line in [
            r#"{"text": 5, "id": "Zanzibar"}"#,
            r#"{"text": "Zanzibar", "title": ["Zanzibar"]}"#,
            r#"{"text": "x", "surface": "Zanzibar"}"#,
            r#"{"text": "x", "alt_text": [{"a": "Zanzibar"}]}"#,
            r#"{"text": "Zanzibar"#,
            r#"{"text": Zanzibar}"#,
            r#"["Zanzibar"]"#,
            r#""Zanzibar""#,
        ] {
            let error = read(line).expect_err(line);
            assert!(!error.contains("Zanzibar"), "{error}");
        }
    }
}
