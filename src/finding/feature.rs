//! Features: the small vocabulary in which evidence is written down before it is weighed.
//!
//! A detector or the context says *what was seen* ([`Feature`]); `patterns/weights.toml` says *what
//! it is worth*. A feature is either one of the named ones below or a cue at a distance
//! ([`Cue`] × [`Near`]), so that a new cue class needs no code.

/// Which weights apply to a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Model {
    Name,
    Date,
    Age,
    Place,
    Room,
    Contact,
    Number,
    Care,
    Detail,
}

impl Model {
    pub(crate) const ALL: [Model; 9] = [
        Self::Name,
        Self::Date,
        Self::Age,
        Self::Place,
        Self::Room,
        Self::Contact,
        Self::Number,
        Self::Care,
        Self::Detail,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Date => "date",
            Self::Age => "age",
            Self::Place => "place",
            Self::Room => "room",
            Self::Contact => "contact",
            Self::Number => "number",
            Self::Care => "care",
            Self::Detail => "detail",
        }
    }

    pub(crate) const fn of(category: super::Category) -> Self {
        use super::Category as C;
        match category {
            C::Name => Self::Name,
            C::Date => Self::Date,
            C::Age => Self::Age,
            C::Place => Self::Place,
            C::Room => Self::Room,
            C::Phone | C::Fax | C::Email | C::Url | C::Ip | C::Handle => Self::Contact,
            C::Care => Self::Care,
            C::Detail | C::Image => Self::Detail,
            _ => Self::Number,
        }
    }
}

macro_rules! features {
    ($($name:ident = $text:literal, $says:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        enum Plain { $($name,)* COUNT }
        /// What was seen about a candidate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct Feature(pub(crate) u16);
        #[allow(dead_code)]
        impl Feature {
            $(pub(crate) const $name: Feature = Feature(Plain::$name as u16);)*
            const PLAIN: &'static [(&'static str, &'static str)] = &[$(($text, $says)),*];
        }
    };
}

// Detectors add theirs here: a name for weights.toml, and what the report says.
features! {
    BIAS = "bias", "base rate of this kind";
    // Rules.
    LABELLED = "labelled", "the rule's label stands beside it";
    LABEL_NEAR = "label_near", "a label stands near it";
    CHECK_PASS = "check_pass", "the check digit fits";
    CHECK_FAIL = "check_fail", "the check digit does not fit";
    SHAPE_STRONG = "shape_strong", "the shape is seldom anything else";
    SHAPE_WEAK = "shape_weak", "the shape is common";
    RULE_PRIOR = "rule_prior", "how often this rule is right";
    MANY_SCHEMES = "many_schemes", "other schemes fit the same digits";
    FOREIGN_SCHEME = "foreign_scheme", "a format of another country";
    BEATEN = "beaten", "another rule saw the same words";
    // Where it stands.
    IN_HASHTAG = "in_hashtag", "inside a hashtag";
    IN_HANDLE = "in_handle", "inside a handle";
    IN_URL = "in_url", "inside a link";
    SENTENCE_START = "sentence_start", "at the start of a sentence";
    TEXT_START = "text_start", "at the start of the text";
    TEXT_END = "text_end", "a signature at the end";
    IN_QUOTES = "in_quotes", "inside quotation marks";
    LINE_ITEM = "line_item", "an item of a list";
    IN_FILE_NAME = "in_file_name", "inside a file name";
    // Surfaces and the draft as a whole.
    SURFACE_REPLY = "surface_reply", "the draft is a reply";
    SURFACE_EVENT = "surface_event", "the draft is an event notice";
    SURFACE_CAPTION = "surface_caption", "the draft is a caption";
    SURFACE_COMMENT = "surface_comment", "the draft is a comment";
    SURFACE_NEWSLETTER = "surface_newsletter", "the draft is a newsletter or blog";
    INDIVIDUAL_CARE = "individual_care", "the draft speaks of one person's care";
    CARE_CONFIRMED = "care_confirmed", "the draft confirms care";
    NO_PATIENT = "no_patient", "nothing in the draft speaks of a patient";
    POLICY_STAFF = "policy_staff", "the policy lists it as staff or own";
    FIRST_MENTION = "first_mention", "an earlier mention in the draft";
    SAME_AS_REVIEWER = "same_as_reviewer", "the reviewer's display name";
    SAME_AS_PLACE = "same_as_place", "the account's own place";
}

/// A class of words that speak about a candidate from a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cue(pub(crate) u8);

/// How near a cue stands to a candidate; the nearest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Near {
    /// One of the two words before.
    Before = 0,
    /// One of the two words after.
    After = 1,
    /// In the same clause, before.
    ClauseBefore = 2,
    /// In the same clause, after.
    ClauseAfter = 3,
    /// In the same sentence.
    Sentence = 4,
    /// In a neighbouring sentence.
    Neighbour = 5,
    /// Somewhere in the draft.
    Draft = 6,
}

impl Near {
    pub(crate) const ALL: [Near; 7] = [
        Self::Before,
        Self::After,
        Self::ClauseBefore,
        Self::ClauseAfter,
        Self::Sentence,
        Self::Neighbour,
        Self::Draft,
    ];
    const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::ClauseBefore => "clause_before",
            Self::ClauseAfter => "clause_after",
            Self::Sentence => "sentence",
            Self::Neighbour => "neighbour",
            Self::Draft => "draft",
        }
    }
    const fn says(self) -> &'static str {
        match self {
            Self::Before => "right before it",
            Self::After => "right after it",
            Self::ClauseBefore => "before it in the clause",
            Self::ClauseAfter => "after it in the clause",
            Self::Sentence => "in the same sentence",
            Self::Neighbour => "in the next sentence",
            Self::Draft => "in the draft",
        }
    }
}

/// The cue classes are bits 24 to 63 of the lexicon's classes.
const FIRST_CUE_BIT: u8 = 24;
const CUES: u16 = 40;
const PLAIN: u16 = Plain::COUNT as u16;

impl Cue {
    /// The cue for a bit of the lexicon's classes.
    pub(crate) const fn from_bit(bit: u8) -> Self {
        Self(bit - FIRST_CUE_BIT)
    }
}

impl Feature {
    /// How many features there are: the width of a weight table.
    pub(crate) const COUNT: usize = (PLAIN + CUES * Near::ALL.len() as u16) as usize;

    /// A cue at a distance.
    pub(crate) const fn cue(cue: Cue, near: Near) -> Self {
        Self(PLAIN + cue.0 as u16 * Near::ALL.len() as u16 + near as u16)
    }

    /// The name weights.toml uses. `cue_name` names a cue's class bit.
    pub(crate) fn name(self, cue_name: impl Fn(u8) -> Option<&'static str>) -> Option<String> {
        if self.0 < PLAIN {
            return Some(Self::PLAIN[usize::from(self.0)].0.to_owned());
        }
        let (cue, near) = self.split();
        Some(format!("{}.{}", cue_name(cue + FIRST_CUE_BIT)?, near.name()))
    }

    /// What the report says of it.
    pub(crate) fn says(
        self,
        cue_name: impl Fn(u8) -> Option<&'static str>,
    ) -> std::borrow::Cow<'static, str> {
        if self.0 < PLAIN {
            return Self::PLAIN[usize::from(self.0)].1.into();
        }
        let (cue, near) = self.split();
        let name = cue_name(cue + FIRST_CUE_BIT).unwrap_or("cue").replace('_', " ");
        format!("{name} {}", near.says()).into()
    }

    fn split(self) -> (u8, Near) {
        let at = self.0 - PLAIN;
        let near = Near::ALL[usize::from(at) % Near::ALL.len()];
        (u8::try_from(usize::from(at) / Near::ALL.len()).unwrap_or(0), near)
    }
}
