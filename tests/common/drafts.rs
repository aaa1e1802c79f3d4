//! Reads annotated drafts as a caller would send them: none of the annotation.

use phi_preflight::Draft;
use serde_json::Value;

/// The drafts of a file, one JSON object a line.
pub fn read(jsonl: &str) -> impl Iterator<Item = Draft> {
    jsonl.lines().filter(|line| !line.trim().is_empty()).map(draft)
}

fn draft(line: &str) -> Draft {
    let mut value: Value = serde_json::from_str(line).expect("a line of JSON");
    value.as_object_mut().expect("an object").retain(|name, value| {
        ["id", "text", "surface", "jurisdiction"].contains(&name.as_str()) && !value.is_null()
    });
    serde_json::from_value(value).expect("a draft")
}
