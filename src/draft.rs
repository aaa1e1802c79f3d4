//! What is about to be published: one [`Draft`], with every field that would go out with it.

use serde::{Deserialize, Serialize};

/// Where the draft would appear; a reply names its addressee by the platform it stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Surface {
    /// A post on a page or profile (the default).
    #[default]
    Post,
    /// An answer to a review or comment: the addressee is known to every reader.
    Reply,
    /// The words under a picture or video.
    Caption,
    /// A longer article.
    Blog,
    /// A newsletter or an item of one.
    Newsletter,
    /// A comment in a thread or forum.
    Comment,
    /// An event notice.
    Event,
    /// A message to one person or a closed group.
    Message,
}

impl Surface {
    /// Every surface, in the order of the contract.
    pub const ALL: [Surface; 8] = [
        Self::Post,
        Self::Reply,
        Self::Caption,
        Self::Blog,
        Self::Newsletter,
        Self::Comment,
        Self::Event,
        Self::Message,
    ];

    /// The name the contract uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Reply => "reply",
            Self::Caption => "caption",
            Self::Blog => "blog",
            Self::Newsletter => "newsletter",
            Self::Comment => "comment",
            Self::Event => "event",
            Self::Message => "message",
        }
    }

    /// The surface of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|surface| surface.as_str() == name)
    }
}

/// The country whose law and whose identifier formats apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Jurisdiction {
    /// The United States (HIPAA).
    #[serde(rename = "US")]
    Us,
    /// Canada (PHIPA, HIA, Law 5 and their sisters).
    #[serde(rename = "CA")]
    Ca,
    /// Ireland (GDPR, Medical Council guide).
    #[serde(rename = "IE")]
    Ie,
    /// The United Kingdom (UK GDPR, GMC and NMC guidance).
    #[serde(rename = "UK")]
    Uk,
}

impl Jurisdiction {
    /// Every jurisdiction, in the order of the contract.
    pub const ALL: [Jurisdiction; 4] = [Self::Us, Self::Ca, Self::Ie, Self::Uk];

    /// The two-letter code: `US`, `CA`, `IE`, `UK`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Us => "US",
            Self::Ca => "CA",
            Self::Ie => "IE",
            Self::Uk => "UK",
        }
    }

    /// The jurisdiction of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|jurisdiction| jurisdiction.code() == code)
    }
}

/// One thing about to be published, with all the text that would be published with it.
///
/// A plain `&str` is a draft with only [`text`](Draft::text). Unknown JSON fields are ignored.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Draft {
    /// The caller's own id.
    pub id: Option<String>,
    /// The body.
    pub text: String,
    /// Headline or press-release title.
    pub title: Option<String>,
    /// Image descriptions and captions.
    pub alt_text: Vec<String>,
    /// File names as they would be published.
    pub attachments: Vec<String>,
    /// The review or comment being answered; never flagged itself.
    pub in_reply_to: Option<String>,
    /// Display name or handle of who posts.
    pub author: Option<String>,
    /// Display name or handle of who is answered.
    pub reviewer: Option<String>,
    /// Where it would appear.
    pub surface: Surface,
    /// Which law applies; all four rule packs where absent.
    pub jurisdiction: Option<Jurisdiction>,
    /// Where the account's facility is ("Elko, NV").
    pub place: Option<String>,
    /// Ids of consent records in the policy that cover this draft.
    pub consents: Vec<String>,
}

impl Draft {
    /// A draft of which only the body is known.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The words of a field, named as a [`Finding`](crate::Finding) names it: `text`, `title`,
    /// `alt_text[0]`, `attachments[1]`, `in_reply_to`, `author`, `reviewer`, `place`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        match name {
            "text" => Some(&self.text),
            "title" => self.title.as_deref(),
            "in_reply_to" => self.in_reply_to.as_deref(),
            "author" => self.author.as_deref(),
            "reviewer" => self.reviewer.as_deref(),
            "place" => self.place.as_deref(),
            _ => {
                let (list, index) = name.strip_suffix(']')?.split_once('[')?;
                let list = match list {
                    "alt_text" => &self.alt_text,
                    "attachments" => &self.attachments,
                    _ => return None,
                };
                list.get(index.parse::<usize>().ok()?).map(String::as_str)
            }
        }
    }
}

impl From<&str> for Draft {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Shows shape, never words: lengths and which fields are there.
impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft")
            .field("text_bytes", &self.text.len())
            .field("title", &self.title.is_some())
            .field("alt_text", &self.alt_text.len())
            .field("attachments", &self.attachments.len())
            .field("in_reply_to", &self.in_reply_to.is_some())
            .field("surface", &self.surface)
            .field("jurisdiction", &self.jurisdiction)
            .finish_non_exhaustive()
    }
}
