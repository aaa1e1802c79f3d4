//! The front door: [`Scanner`] and [`ScannerBuilder`]. The only module that knows the order.

mod builder;
mod joined;
mod judgement;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use crate::context::{self, CueMap, DraftFacts, FEW, Field, Host, Judged, Weights, WordId};
use crate::detector::{self, Detector};
use crate::draft::{Draft, Jurisdiction};
use crate::engine::Engine;
use crate::finding::{Candidates, Category, Claim, Feature, Finding, Model, Score, Span, resolve};
use crate::lexicon::{self, Reading};
use crate::report::Report;
use crate::risk::{Limits, Policy, RiskWeights, View};
use crate::rules::RuleSet;
use crate::text::{Document, Kept};

pub use builder::ScannerBuilder;
use joined::Covered;
use judgement::Found;

/// Scans drafts: what gives a patient away, how sure, how risky, and the verdict.
///
/// Build one, clone it freely (an `Arc` inside), share it between threads.
///
/// ```
/// use phi_preflight::{Scanner, Verdict};
/// let scanner = Scanner::new();
/// let report = scanner.scan("Our patient Emma Byrne, MRN 00482913, went home on March 4!");
/// assert_eq!(report.verdict(), Verdict::Block);
/// ```
#[derive(Clone)]
pub struct Scanner {
    inner: Arc<Inner>,
}

struct Inner {
    /// For drafts that name no jurisdiction.
    engine: Engine,
    /// For drafts that name one, in the order of [`Jurisdiction::ALL`].
    national: [Engine; Jurisdiction::ALL.len()],
    weights: Arc<Weights>,
    risk: RiskWeights,
    policy: Policy,
    detectors: Vec<Arc<dyn Detector>>,
    explain: bool,
    show_text: bool,
    gate: bool,
    version: Arc<str>,
}

/// The policy knows the host's own people, contacts and places.
impl Host for Policy {
    fn is_staff(&self, name: &str) -> bool {
        Policy::is_staff(self, name)
    }
    fn is_own_contact(&self, contact: &str) -> bool {
        Policy::is_own_contact(self, contact)
    }
    fn is_own_place(&self, place: &str) -> bool {
        Policy::is_own_place(self, place)
    }
}

/// The fields of a draft with their names, and whether a limit was reached in one.
type Read<'a> = (SmallVec<[Cow<'static, str>; FEW]>, SmallVec<[Field<'a>; FEW]>, bool);

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner").field("rules_version", &self.inner.version).finish_non_exhaustive()
    }
}

impl Scanner {
    /// A scanner with the built-in rules and the default policy.
    #[must_use]
    pub fn new() -> Self {
        ScannerBuilder::new().assemble(&RuleSet::builtin(), &Jurisdiction::ALL)
    }

    /// Version of rules, lists and weights, as it stands in every report.
    #[must_use]
    pub fn rules_version(&self) -> &str {
        &self.inner.version
    }

    /// Scans a text. Never fails, never panics; linear in its length.
    #[must_use]
    pub fn scan(&self, text: &str) -> Report {
        self.scan_draft(&Draft::new(text))
    }

    /// Scans a draft with all its fields. Never fails, never panics; linear in its length.
    #[must_use]
    pub fn scan_draft(&self, draft: &Draft) -> Report {
        self.report(draft).0
    }

    /// The report of a draft, and what its risk was made of.
    pub(crate) fn report(&self, draft: &Draft) -> (Report, View) {
        let inner = &*self.inner;
        let (names, mut fields, mut limited) = self.read(draft);
        let facts = DraftFacts::of(draft, &inner.policy, &fields, &inner.weights);
        let denies_care = fields.iter().any(|field| field.care_that(Feature::CARE_DENIED).next().is_some());
        limited |= context::find_passages(&mut fields, &facts, &inner.weights);
        let judged = context::judge(&mut fields, &facts, &inner.weights);
        let mut findings = Vec::new();
        let mut cleared = Vec::new();
        let limits = inner.policy.limits(draft);
        let mut gist = facts.gist;
        for (at, ((name, field), list)) in names.iter().zip(&fields).zip(&judged).enumerate() {
            let found_at = self.sort_out(name, field, list, &limits, &mut findings, &mut cleared);
            // A long draft speaks of one person's care if a section of it does in which something was found.
            let sections = found_at.into_iter().filter_map(|word| facts.sections.at(at, word));
            gist = sections.fold(gist, |gist, section| gist.max(section.gist));
        }
        let found = Found {
            draft,
            names: &names,
            fields: &fields,
            judged: &judged,
            findings: &findings,
            cues: facts.cues,
            individual: Score::from_log_odds(gist.individual),
            stopped: Score::from_log_odds(gist.stopped),
            denies_care,
            limited,
        };
        let judgement = found.judge(&inner.policy, &limits, &inner.risk);
        let report = Report {
            id: draft.id.clone().unwrap_or_default(),
            verdict: judgement.verdict,
            risk: judgement.risk,
            reasons: judgement.reasons,
            reidentification: judgement.reidentification,
            findings,
            cleared,
            rules_version: Arc::clone(&inner.version),
        };
        (report, judgement.view)
    }

    /// Reads every field of a draft and collects its candidates; whether a limit was reached.
    pub(crate) fn read<'a>(&self, draft: &'a Draft) -> Read<'a> {
        let mut names: SmallVec<[Cow<'static, str>; FEW]> = smallvec!["text".into()];
        let mut texts: SmallVec<[&str; FEW]> = smallvec![draft.text.as_str()];
        if let Some(title) = &draft.title {
            names.push("title".into());
            texts.push(title);
        }
        for (kind, list) in [("alt_text", &draft.alt_text), ("attachments", &draft.attachments)] {
            for (index, text) in list.iter().enumerate() {
                names.push(format!("{kind}[{index}]").into());
                texts.push(text);
            }
        }
        let mut limited = false;
        let fields = texts
            .into_iter()
            .map(|text| {
                let document = lexicon::document(text);
                let reading = Reading::of(&document);
                let cues = CueMap::of(&document, &reading);
                let known = self.inner.weights.vocabulary.read(&document);
                let pairs = self.inner.weights.vocabulary.read_pairs(&document, &known);
                let mut candidates = Candidates::default();
                self.collect(draft, &document, &reading, &known, &mut candidates);
                limited |= candidates.limit_reached() || !document.is_whole();
                let (candidates, told) = (candidates.into_vec(), Kept::new());
                let mut field = Field { document, reading, cues, known, pairs, candidates, told };
                field.told = self.inner.weights.network.read(&field, draft.surface);
                field
            })
            .collect();
        (names, fields, limited)
    }

    fn collect(
        &self,
        draft: &Draft,
        document: &Document<'_>,
        reading: &Reading,
        known: &[WordId],
        candidates: &mut Candidates,
    ) {
        let inner = &*self.inner;
        let engine = match draft.jurisdiction.map(|j| Jurisdiction::ALL.iter().position(|other| *other == j))
        {
            Some(Some(at)) => &inner.national[at],
            _ => &inner.engine,
        };
        engine.run(document, inner.gate, candidates);
        let weigh = |word: usize, seen: &[(Feature, f32)]| {
            context::weigh_name_word(document, reading, known, &inner.weights, word, seen)
        };
        detector::built_in(document, reading, &weigh, inner.gate, candidates);
        for detector in &inner.detectors {
            detector.detect(document, candidates);
        }
    }

    /// The network: for fitting.
    #[cfg(feature = "fit")]
    pub(crate) fn network(&self) -> &context::Network {
        &self.inner.weights.network
    }

    /// Everything judged in a draft, before the overlap rule: for fitting.
    #[cfg(feature = "fit")]
    pub(crate) fn judged<T>(
        &self,
        draft: &Draft,
        visit: impl FnOnce(&DraftFacts<'_>, &[Field<'_>], &[Kept<Judged>]) -> T,
    ) -> T {
        let inner = &*self.inner;
        let (_, mut fields, _) = self.read(draft);
        let facts = DraftFacts::of(draft, &inner.policy, &fields, &inner.weights);
        context::find_passages(&mut fields, &facts, &inner.weights);
        let judged = context::judge(&mut fields, &facts, &inner.weights);
        visit(&facts, &fields, &judged)
    }

    /// Findings, what was cleared, and neither. Returns the words at which the findings start.
    fn sort_out(
        &self,
        name: &str,
        field: &Field<'_>,
        judged: &[Judged],
        limits: &Limits,
        findings: &mut Vec<Finding>,
        cleared: &mut Vec<Finding>,
    ) -> Vec<usize> {
        let weights = &self.inner.weights;
        let threshold = |item: &Judged| {
            let fitted = weights.threshold(Model::of(item.candidate.category));
            limits.finding(item.candidate.severity).unwrap_or(fitted)
        };
        let (found, rest): (Vec<&Judged>, Vec<&Judged>) =
            judged.iter().partition(|item| item.role.is_protected() && item.score().get() >= threshold(item));
        let is_sure =
            |item: &Judged| item.recognised() >= weights.recognised(Model::of(item.candidate.category));
        let found = joined::best(&field.document, &found, is_sure);
        let is_recognised = |item: &Judged| {
            is_sure(item)
                && !matches!(item.candidate.category, Category::Detail | Category::Care)
                && !context::is_passage(&item.candidate)
        };
        let alone = judged.iter().filter(|item| is_recognised(item)).map(|item| item.candidate.span.clone());
        let found = joined::join(&field.document, found, &Covered::by(alone));
        findings.reserve(found.len());
        let mut before = Span::default();
        for one in &found {
            let span = field.document.span(one.span.clone()).after(&before);
            if !span.is_empty() {
                findings.push(self.finding(name, field, one.item, span, None));
                before = span;
            }
        }
        if self.inner.explain {
            let taken: BTreeMap<usize, usize> =
                found.iter().map(|one| (one.span.start, one.span.end)).collect();
            let free = |item: &&Judged| {
                let span = &item.candidate.span;
                is_recognised(item)
                    && taken.range(..span.end).next_back().is_none_or(|(_, &end)| end <= span.start)
            };
            let rest = keep_best(rest.into_iter().filter(free).collect(), Judged::recognised);
            let clear = |item: &&Judged| {
                let span = field.document.span(item.candidate.span.clone());
                self.finding(name, field, item, span, Some(why_cleared(item)))
            };
            let mut clear: Vec<Finding> = rest.iter().map(clear).collect();
            clear.sort_by_key(|finding| finding.span.byte);
            cleared.append(&mut clear);
        }
        found.iter().map(|one| one.item.words.start).collect()
    }

    fn finding(
        &self,
        name: &str,
        field: &Field<'_>,
        item: &Judged,
        span: Span,
        why: Option<Cow<'static, str>>,
    ) -> Finding {
        let candidate = &item.candidate;
        Finding {
            field: Cow::Owned(name.to_owned()),
            span,
            category: candidate.category,
            letter: candidate.category.letter(),
            role: item.role,
            rule: candidate.label.rule.clone(),
            score: item.score(),
            severity: candidate.severity,
            evidence: item.evidence(&self.inner.weights),
            advice: candidate.label.advice.clone(),
            why,
            text: self.inner.show_text.then(|| field.document.source()[span.byte.0..span.byte.1].to_owned()),
            source: candidate.label.source.clone(),
            rewrite: None,
        }
    }
}

/// The overlap rule over judged candidates: for each, which one beat it.
fn beaten(items: &[&Judged], score: impl Fn(&Judged) -> f32) -> Vec<Option<usize>> {
    let claims = items.iter().map(|item| Claim {
        span: item.candidate.span.clone(),
        score: score(item),
        rule: &item.candidate.label.rule,
    });
    resolve(&claims.collect::<Vec<_>>())
}

fn keep_best(items: Vec<&Judged>, score: impl Fn(&Judged) -> f32) -> Vec<&Judged> {
    let beaten = beaten(&items, score);
    items.into_iter().zip(beaten).filter(|(_, by)| by.is_none()).map(|(item, _)| item).collect()
}

fn why_cleared(item: &Judged) -> Cow<'static, str> {
    use crate::finding::Role as R;
    match item.role {
        R::Provider => "staff or an author of the organisation: publishable".into(),
        R::Public => "a public or historic figure, donor or namesake: publishable".into(),
        R::Organisation => "the organisation's own, or a whole region: publishable".into(),
        R::Event => "an event, holiday, opening hour or publication: publishable".into(),
        _ => "too little speaks for a patient".into(),
    }
}
