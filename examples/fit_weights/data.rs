//! Labelled material: annotated drafts and public corpora, as JSONL.

use phi_preflight::{Draft, Jurisdiction, Surface};
use serde::Deserialize;

/// A labelled span in code points.
#[derive(Clone, Debug, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub label: String,
    #[serde(default)]
    pub role: Option<String>,
}

impl Span {
    /// Class and role: `NAME` and `patient`.
    pub fn parts(&self) -> (&str, &str) {
        match self.label.split_once('.') {
            Some((class, role)) => (class, role),
            None => (&self.label, self.role.as_deref().unwrap_or("")),
        }
    }

    /// Whether it shares a character with a range.
    pub fn meets(&self, (start, end): (usize, usize)) -> bool {
        start < self.end && self.start < end
    }
}

/// An annotated draft.
pub struct Gold {
    pub draft: Draft,
    pub verdict: String,
    pub spans: Vec<Span>,
    /// How much it counts beside other drafts.
    pub weight: f32,
}

/// A corpus, trusted for some classes.
pub struct Corpus {
    pub classes: Vec<String>,
    /// How much one of its spans counts beside a span of a draft: its texts are not posts of ours.
    pub weight: f32,
    pub texts: Vec<(String, Vec<Span>)>,
}

impl Corpus {
    /// Whether it says how common a class is in texts of its kind: one without any is there to show
    /// what is none, and a base rate of its own would explain that away.
    pub fn has_rate(&self, class: &str) -> bool {
        self.texts.iter().any(|(_, spans)| spans.iter().any(|span| span.parts().0 == class))
    }
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<serde_json::Value>,
    text: String,
    #[serde(default)]
    surface: Option<Surface>,
    #[serde(default)]
    jurisdiction: Option<Jurisdiction>,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    spans: Vec<Span>,
}

fn lines(path: &str) -> Result<Vec<Line>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let numbered = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    numbered
        .map(|(at, line)| serde_json::from_str(line).map_err(|e| format!("{path}:{}: {e}", at + 1)))
        .collect()
}

/// Reads `FILE` or `FILE@WEIGHT` of annotated drafts.
pub fn drafts(spec: &str) -> Result<Vec<Gold>, String> {
    let (path, weight) = spec.rsplit_once('@').unwrap_or((spec, "1"));
    let weight = weight.parse().map_err(|_| format!("{spec}: {weight} is no weight"))?;
    let gold = lines(path)?.into_iter().map(|line| {
        let mut draft = Draft::new(line.text);
        draft.id = line.id.and_then(|id| id.as_str().map(str::to_owned));
        draft.surface = line.surface.unwrap_or_default();
        draft.jurisdiction = line.jurisdiction;
        Gold { draft, verdict: line.verdict, spans: line.spans, weight }
    });
    Ok(gold.collect())
}

/// Reads `FILE:CLASS,CLASS@WEIGHT`, if the manifest allows it to be shared.
pub fn corpus(spec: &str, manifest: Option<&str>) -> Result<Corpus, String> {
    let (path, classes) =
        spec.rsplit_once(':').ok_or_else(|| format!("{spec}: FILE:CLASS,CLASS is wanted"))?;
    let (classes, weight) = classes.split_once('@').unwrap_or((classes, "0.2"));
    let weight = weight.parse().map_err(|_| format!("{spec}: {weight} is no weight"))?;
    let name = std::path::Path::new(path).file_stem().and_then(|s| s.to_str()).unwrap_or(path);
    let manifest = manifest.ok_or("a corpus needs --manifest, which says whether it may be used")?;
    let text = std::fs::read_to_string(manifest).map_err(|e| format!("{manifest}: {e}"))?;
    let manifest: serde_json::Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    if manifest["corpora"][name]["share"] != "yes" {
        return Err(format!("{name}: its licence does not allow weights to be fitted on it"));
    }
    let texts = lines(path)?.into_iter().map(|line| (line.text, line.spans)).collect();
    Ok(Corpus { classes: classes.split(',').map(str::to_owned).collect(), weight, texts })
}
