//! Models: what is asked of a candidate decides which weights apply.

/// Which weights apply to a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Model {
    /// The draft as a whole: does it speak of one person's care?
    Draft,
    /// The draft as a whole: does it have to be stopped?
    Stop,
    /// A word: is it part of a name?
    Word,
    Name,
    Date,
    Age,
    Place,
    Room,
    Contact,
    Number,
    Care,
    Detail,
    /// A word: is it part of a passage that confirms care?
    CareWord,
    /// A word: is it part of a passage that gives a detail away?
    DetailWord,
    /// A word: does it say where a patient is, lives or was?
    PlaceWord,
    /// A word: does it say when something happened to a patient?
    DateWord,
}

impl Model {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::ALL.len();
    pub(crate) const ALL: [Model; 16] = [
        Self::Draft,
        Self::Stop,
        Self::Word,
        Self::Name,
        Self::Date,
        Self::Age,
        Self::Place,
        Self::Room,
        Self::Contact,
        Self::Number,
        Self::Care,
        Self::Detail,
        Self::CareWord,
        Self::DetailWord,
        Self::PlaceWord,
        Self::DateWord,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Stop => "stop",
            Self::Word => "word",
            Self::Name => "name",
            Self::Date => "date",
            Self::Age => "age",
            Self::Place => "place",
            Self::Room => "room",
            Self::Contact => "contact",
            Self::Number => "number",
            Self::Care => "care",
            Self::Detail => "detail",
            Self::CareWord => "care_word",
            Self::DetailWord => "detail_word",
            Self::PlaceWord => "place_word",
            Self::DateWord => "date_word",
        }
    }

    /// Whether what it judges is made of everyday words, which say what it is; of other things the words beside
    /// them say whose they are.
    #[allow(dead_code)] // The build script has no candidates.
    pub(crate) const fn is_made_of_words(self) -> bool {
        matches!(self, Self::Care | Self::Detail)
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
