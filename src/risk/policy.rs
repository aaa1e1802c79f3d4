//! A house's [`Policy`]: from which risk on a draft is reviewed or blocked, what decides outright,
//! what is the house's own, and which consents it has on record.
//!
//! A policy is a TOML file. The default one is `patterns/policy.toml`, where every number has its
//! reason; a house's own file says only what it wants otherwise. Settings are grouped by how
//! particular they are, and the more particular wins: `limits`, then those of a jurisdiction, of a
//! surface, of a surface in a jurisdiction, of a channel.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Verdict;
use super::consent::{Consents, Date, Record};
use super::own::{Channel, Own};
use crate::draft::{Draft, Jurisdiction, Surface};
use crate::error::{BuildError, BuildErrorKind};
use crate::finding::Severity;

const DEFAULT: &str = include_str!("../../patterns/policy.toml");
const STRICT: &str = include_str!("../../patterns/policy_strict.toml");

/// A house's rules: thresholds, own staff and contacts, consents, strict modes.
///
/// ```
/// use phi_preflight::Policy;
/// let policy = Policy::from_toml("house.toml", "[limits]\nblock = 0.6\n\n[own]\nstaff = [\"Dr Ana Ruiz\"]")?;
/// # let _ = policy;
/// assert!(Policy::from_toml("house.toml", "[limits]\nblocc = 0.6").is_err());
/// # Ok::<(), phi_preflight::BuildError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    limits: Settings,
    jurisdictions: BTreeMap<Jurisdiction, Section>,
    surfaces: BTreeMap<Surface, Settings>,
    channels: BTreeMap<Channel, Settings>,
    own: Own,
    consents: Vec<Record>,
    today: Option<Date>,
}

/// What the settings come to for one draft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Limits {
    finding: [Option<f32>; 3],
    /// Risk from which a draft is reviewed, and blocked.
    pub review: f32,
    pub block: f32,
    /// Probability of re-identification above which a combination is high, and very high.
    pub combination_high: f64,
    pub combination_very_high: f64,
    pub high_combination: Verdict,
    pub very_high_combination: Verdict,
    pub limit_reached: Verdict,
    /// A number that names one person, from this score on.
    pub identifier: Verdict,
    pub identifier_score: f32,
    /// Care that is confirmed, from this score on.
    pub care_in_reply: Verdict,
    pub care_named: Verdict,
    /// A reply that denies that somebody is or was a patient.
    pub care_denied: Verdict,
    /// A reply that names somebody whom the review does not name.
    pub reply_names: Verdict,
    pub care_score: f32,
    pub age_over_89: Verdict,
    /// At most this, where the draft claims a consent that is not on record.
    pub claimed_consent: Verdict,
    /// At least this, where consent on record covers a finding.
    pub covered: Verdict,
    /// At least this, where a draft speaks of one person's care.
    pub individuals: Verdict,
    pub individuals_score: f32,
}

impl Limits {
    /// From which score on something of this severity is a finding, where the policy says so.
    pub fn finding(&self, severity: Severity) -> Option<f32> {
        let [direct, quasi, care] = self.finding;
        match severity {
            Severity::Direct => direct,
            Severity::Quasi => quasi,
            Severity::Care => care,
        }
    }

    /// What holds where even the built-in policy could not be read: nothing passes.
    const CLOSED: Limits = Limits {
        finding: [None; 3],
        review: 0.0,
        block: 0.0,
        combination_high: 0.0,
        combination_very_high: 0.0,
        high_combination: Verdict::Block,
        very_high_combination: Verdict::Block,
        limit_reached: Verdict::Block,
        identifier: Verdict::Block,
        identifier_score: 0.0,
        care_in_reply: Verdict::Block,
        care_named: Verdict::Block,
        care_denied: Verdict::Block,
        reply_names: Verdict::Block,
        care_score: 0.0,
        age_over_89: Verdict::Block,
        claimed_consent: Verdict::Block,
        covered: Verdict::Block,
        individuals: Verdict::Block,
        individuals_score: 0.0,
    };
}

/// A number between 0 and 1.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "f64")]
struct Probability(f64);

impl TryFrom<f64> for Probability {
    type Error = String;

    fn try_from(value: f64) -> Result<Self, String> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err("this must lie between 0 and 1".to_owned())
        }
    }
}

/// Makes the settings of a file, each of which may be left out, and how they change the limits.
macro_rules! settings {
    ($($name:ident: $kind:ty => |$limits:ident, $value:ident| $set:expr;)*) => {
        /// Settings of a policy file; what is absent stays as the less particular says.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Settings { $($name: Option<$kind>,)* }

        impl Settings {
            fn apply(&self, limits: &mut Limits) {
                $(if let Some($value) = self.$name { let $limits = &mut *limits; $set; })*
            }

            /// These settings, changed by a later file's.
            fn overlay(&mut self, later: &Settings) {
                $(if later.$name.is_some() { self.$name = later.$name; })*
            }

            #[cfg(test)]
            fn is_complete(&self) -> bool {
                true $(&& (self.$name.is_some() || stringify!($name).starts_with("finding_")))*
            }
        }
    };
}

#[allow(clippy::cast_possible_truncation)] // probabilities
const fn score(value: Probability) -> f32 {
    value.0 as f32
}

settings! {
    finding_direct: Probability => |limits, value| limits.finding[0] = Some(score(value));
    finding_quasi: Probability => |limits, value| limits.finding[1] = Some(score(value));
    finding_care: Probability => |limits, value| limits.finding[2] = Some(score(value));
    review: Probability => |limits, value| limits.review = score(value);
    block: Probability => |limits, value| limits.block = score(value);
    combination_high: Probability => |limits, value| limits.combination_high = value.0;
    combination_very_high: Probability => |limits, value| limits.combination_very_high = value.0;
    high_combination: Verdict => |limits, value| limits.high_combination = value;
    very_high_combination: Verdict => |limits, value| limits.very_high_combination = value;
    limit_reached: Verdict => |limits, value| limits.limit_reached = value.max(Verdict::Review);
    identifier: Verdict => |limits, value| limits.identifier = value;
    identifier_score: Probability => |limits, value| limits.identifier_score = score(value);
    care_in_reply: Verdict => |limits, value| limits.care_in_reply = value;
    care_named: Verdict => |limits, value| limits.care_named = value;
    care_denied: Verdict => |limits, value| limits.care_denied = value;
    reply_names: Verdict => |limits, value| limits.reply_names = value;
    care_score: Probability => |limits, value| limits.care_score = score(value);
    age_over_89: Verdict => |limits, value| limits.age_over_89 = value;
    claimed_consent: Verdict => |limits, value| limits.claimed_consent = value;
    covered: Verdict => |limits, value| limits.covered = value;
    individuals: Verdict => |limits, value| limits.individuals = value;
    individuals_score: Probability => |limits, value| limits.individuals_score = score(value);
}

/// The settings of a jurisdiction.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    #[serde(default)]
    limits: Settings,
    #[serde(default)]
    surface: BTreeMap<Surface, Settings>,
}

/// A policy file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    limits: Settings,
    #[serde(default)]
    jurisdiction: BTreeMap<Jurisdiction, Section>,
    #[serde(default)]
    surface: BTreeMap<Surface, Settings>,
    #[serde(default)]
    channel: BTreeMap<Channel, Settings>,
    #[serde(default)]
    own: WrittenOwn,
    #[serde(default)]
    accounts: BTreeMap<Channel, Vec<String>>,
    #[serde(default)]
    consent: Vec<Record>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOwn {
    #[serde(default)]
    staff: Vec<String>,
    #[serde(default)]
    contacts: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
}

static BUILT_IN: LazyLock<Policy> = LazyLock::new(|| {
    let mut policy = Policy::closed();
    match read("policy.toml", DEFAULT) {
        Ok(written) => policy.overlay(&written),
        Err(_) => return policy,
    }
    policy
});

impl Default for Policy {
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl Policy {
    /// The default policy, tightened for houses that publish nothing about individual patients:
    /// `patterns/policy_strict.toml`.
    #[must_use]
    pub fn strict() -> Self {
        let mut policy = Self::default();
        match read("policy_strict.toml", STRICT) {
            Ok(written) => policy.overlay(&written),
            Err(_) => return Self::closed(),
        }
        policy
    }

    /// The default policy, changed by a house's own file; `name` stands in error messages.
    ///
    /// # Errors
    /// A [`BuildError`] with file and line where the text is not TOML, a field is unknown, or a
    /// value is out of range.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, BuildError> {
        let mut policy = Self::default();
        policy.change(name, text)?;
        Ok(policy)
    }

    /// Changes this policy by a file: what the file does not mention stays, lists grow.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml); the policy is then unchanged.
    pub fn change(&mut self, name: &str, text: &str) -> Result<&mut Self, BuildError> {
        let written = read(name, text)?;
        self.overlay(&written);
        Ok(self)
    }

    /// Says what day it is, to compare the ends of consents with. Without it an end is reported and
    /// never taken to lie ahead.
    ///
    /// # Errors
    /// A [`BuildError`] where there is no such day.
    pub fn today(&mut self, year: u16, month: u8, day: u8) -> Result<&mut Self, BuildError> {
        let date = Date::new(year, month, day);
        let wrong =
            || BuildError::new(BuildErrorKind::Policy, format!("there is no day {year}-{month}-{day}"));
        self.today = Some(date.ok_or_else(wrong)?);
        Ok(self)
    }

    fn closed() -> Self {
        Self {
            limits: Settings::default(),
            jurisdictions: BTreeMap::new(),
            surfaces: BTreeMap::new(),
            channels: BTreeMap::new(),
            own: Own::default(),
            consents: Vec::new(),
            today: None,
        }
    }

    fn overlay(&mut self, written: &Written) {
        self.limits.overlay(&written.limits);
        for (country, section) in &written.jurisdiction {
            let own = self.jurisdictions.entry(*country).or_default();
            own.limits.overlay(&section.limits);
            for (surface, settings) in &section.surface {
                own.surface.entry(*surface).or_default().overlay(settings);
            }
        }
        for (surface, settings) in &written.surface {
            self.surfaces.entry(*surface).or_default().overlay(settings);
        }
        for (channel, settings) in &written.channel {
            self.channels.entry(*channel).or_default().overlay(settings);
        }
        written.own.staff.iter().for_each(|name| self.own.add_staff(name));
        written.own.contacts.iter().for_each(|contact| self.own.add_contact(contact));
        written.own.places.iter().for_each(|place| self.own.add_place(place));
        for (channel, names) in &written.accounts {
            names.iter().for_each(|name| self.own.add_account(*channel, name));
        }
        for record in &written.consent {
            self.consents.retain(|known| known.id != record.id);
            self.consents.push(record.clone());
        }
    }

    /// What holds for a draft.
    pub(crate) fn limits(&self, draft: &Draft) -> Limits {
        let section = draft.jurisdiction.and_then(|country| self.jurisdictions.get(&country));
        let channel = self.own.channel(draft.author.as_deref());
        let particular = [
            Some(&self.limits),
            section.map(|section| &section.limits),
            self.surfaces.get(&draft.surface),
            section.and_then(|section| section.surface.get(&draft.surface)),
            self.channels.get(&channel),
        ];
        let mut limits = Limits::CLOSED;
        for settings in particular.into_iter().flatten() {
            settings.apply(&mut limits);
        }
        limits.block = limits.block.max(limits.review);
        limits
    }

    /// The consents a draft names, as they stand for it.
    pub(crate) fn consents(&self, draft: &Draft) -> Consents<'_> {
        let channel = self.own.channel(draft.author.as_deref());
        Consents::new(&draft.consents, &self.consents, self.today, draft.surface, channel)
    }

    /// Whether a name is one of the staff: in full, or only the given name or the surname.
    pub(crate) fn is_staff(&self, name: &str) -> bool {
        self.own.is_staff(name)
    }

    /// Whether a telephone number, e-mail or web address, or handle is the house's own.
    pub(crate) fn is_own_contact(&self, contact: &str) -> bool {
        self.own.is_contact(contact)
    }

    /// Whether a place is the house's own.
    pub(crate) fn is_own_place(&self, place: &str) -> bool {
        self.own.is_place(place)
    }
}

/// Reads a policy file.
fn read(name: &str, text: &str) -> Result<Written, BuildError> {
    let written: Written = toml::from_str(text).map_err(|error| {
        let wrong = BuildError::new(BuildErrorKind::Policy, error.message()).in_file(name);
        error.span().into_iter().fold(wrong, |wrong, span| wrong.at_byte(text, span.start))
    })?;
    let mut tables = vec![&written.limits];
    tables.extend(written.surface.values().chain(written.channel.values()));
    tables.extend(
        written.jurisdiction.values().flat_map(|s| std::iter::once(&s.limits).chain(s.surface.values())),
    );
    let crossed =
        |table: &&Settings| table.review.zip(table.block).is_some_and(|(review, block)| review.0 > block.0);
    if tables.iter().any(crossed) {
        let says = "`review` lies above `block`: such a draft would be blocked before it is reviewed";
        return Err(BuildError::new(BuildErrorKind::Policy, says).in_file(name));
    }
    Ok(written)
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
