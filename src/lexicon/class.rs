//! The classes a word or phrase can belong to, shared by the library and its build script.
//!
//! Two kinds live in one set of 64 bits: what a word *is* (a given name, a drug, a place) and what
//! it *says about its neighbours* (a cue: a clinician's title, a verb of care). A list file or a
//! cue in `patterns/context.toml` names its class by the string beside it.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $text:literal;)*) => {
        /// A set of classes, one bit each.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Class(pub u64);
        #[allow(dead_code)]
        impl Class {
            $($(#[$doc])* pub const $name: Class = Class(1 << $bit);)*
            /// Every class with the name lists and cue files use.
            pub const NAMED: &'static [(&'static str, Class)] = &[$(($text, Class::$name)),*];
        }
    };
}

classes! {
    // What it is.
    /// A given name (strength in `Entry::given`).
    GIVEN = 0, "given";
    /// A surname (strength in `Entry::surname`).
    SURNAME = 1, "surname";
    /// A town or smaller place (size in `Entry::place`).
    TOWN = 2, "town";
    /// A state, province, county-sized region, country or continent.
    REGION = 3, "region";
    /// A drug.
    DRUG = 4, "drug";
    /// A disease or condition.
    DISEASE = 5, "disease";
    /// A person's name used for a disease, sign, score, device.
    EPONYM = 6, "eponym";
    /// A device, scale, brand or product that looks like a name.
    PRODUCT = 7, "product";
    /// A named hospital, charity or other organisation.
    ORGANISATION = 8, "organisation";
    /// A public or historic figure, saint, or character.
    PUBLIC_FIGURE = 9, "public_figure";
    /// A holiday, observance or awareness day.
    HOLIDAY = 10, "holiday";
    /// A month.
    MONTH = 11, "month";
    /// A weekday.
    WEEKDAY = 12, "weekday";
    /// A street type (Street, Ave, Lane, rue).
    STREET = 13, "street";
    /// An occupation.
    OCCUPATION = 14, "occupation";
    /// A number written as a word.
    NUMBER_WORD = 15, "number_word";
    /// A particle inside names (de, van, O, Mac).
    PARTICLE = 16, "particle";
    /// A nationality, ethnicity, language or religion.
    GROUP = 17, "group";
    /// A word of at least one rule's keywords.
    KEYWORD = 18, "keyword";
    /// A word that makes what precedes it a facility (hospital, clinic, centre, school, church).
    FACILITY = 19, "facility";
    /// What follows a name to tell generations apart (Jr, Sr, III).
    NAME_SUFFIX = 20, "name_suffix";
    /// An epithet that stands before a name without being a title (wee, little, baby, the late).
    EPITHET = 21, "epithet";
    /// An organism or a part of the body that looks like a name (Salmonella, Achilles).
    ANATOMY = 22, "anatomy";
    /// A word that makes what stands with it a place one can go to (school, church, gym, cove, glen).
    LANDMARK = 23, "landmark";
    /// A word that makes a name before it a medical term (sign, reflex, syndrome).
    TERM_HEAD = 58, "term_head";
    // What it says about its neighbours.
    /// A clinician's title before a name (Dr, Prof, Nurse, Sister).
    CLINICIAN_TITLE = 24, "clinician_title";
    /// A plain title before a name (Mr, Mrs, Ms, Mme, Pastor).
    PLAIN_TITLE = 25, "plain_title";
    /// A credential after a name (RN, MD, FRCPI).
    CREDENTIAL = 26, "credential";
    /// A staff role (cardiologist, volunteer, CEO, receptionist).
    STAFF_ROLE = 27, "staff_role";
    /// What staff do in posts (joins, presents, hosted by, led by, meet).
    STAFF_VERB = 28, "staff_verb";
    /// Donors, authors, officials, namesakes.
    PUBLIC_CUE = 29, "public_cue";
    /// A noun for a person in care (patient, resident, baby, survivor).
    PATIENT_NOUN = 30, "patient_noun";
    /// A phrase that puts somebody in our care ("our patient", "under our care").
    PATIENT_PHRASE = 31, "patient_phrase";
    /// What happens to people in care (admitted, discharged, underwent, diagnosed).
    CARE_VERB = 32, "care_verb";
    /// A thing of care (appointment, chart, scan, crown, prescription).
    CARE_NOUN = 33, "care_noun";
    /// Birth, death, mourning, recovery milestones.
    LIFE_EVENT = 34, "life_event";
    /// A word of health, body or illness.
    HEALTH = 35, "health";
    /// A family relation (son, wife, mam, nephew).
    FAMILY = 36, "family";
    /// Second person (you, your, votre).
    SECOND_PERSON = 37, "second_person";
    /// The organisation speaking (we, our, us).
    FIRST_PLURAL = 38, "first_plural";
    /// The author speaking (I, my, me).
    FIRST_SINGULAR = 39, "first_singular";
    /// A third person alone (he, she, his, her).
    THIRD_PERSON = 40, "third_person";
    /// An event or notice (join us, gala, walk, clinic day, hours, open, closed, register).
    EVENT_CUE = 41, "event_cue";
    /// An invitation to make contact (call, text, email, ring, book, visit).
    CONTACT_VERB = 42, "contact_verb";
    /// Job adverts (hiring, vacancy, apply, salary).
    HIRING = 43, "hiring";
    /// Statistics and study talk (median, percent, study, adults).
    STATISTIC = 44, "statistic";
    /// History and naming (named after, first described, century).
    HISTORY = 45, "history";
    /// A claim of consent ("with permission", "consent on file").
    CONSENT_CUE = 46, "consent_cue";
    /// Fiction or composite said to be so.
    FICTION = 47, "fiction";
    /// Talk of secrecy, gossip, screenshots ("iykyk", "you didn't hear it from me").
    GOSSIP = 48, "gossip";
    /// A greeting or thanks to an addressee (hi, dear, thank you).
    GREETING = 49, "greeting";
    /// An incident that makes news (crash, shooting, collapse).
    INCIDENT = 50, "incident";
    /// A first, only, oldest, record.
    SUPERLATIVE = 51, "superlative";
    /// Advice to everybody (ask your doctor, should, if you have).
    ADVICE = 52, "advice";
    /// Declines to discuss anybody (privacy law, cannot confirm).
    DECLINES = 53, "declines";
    /// Money owed, insurance, billing.
    BILLING = 54, "billing";
    /// A personal thing that is done by people (says, told, loves, smiles).
    PERSON_VERB = 55, "person_verb";
    /// Animals.
    ANIMAL = 56, "animal";
    /// A word that names the organisation's team or premises (team, staff, unit, ward, office).
    TEAM = 57, "team";
    /// A crowd, or whoever it is (everyone, those who, attendees).
    EVERYBODY = 59, "everybody";
}

#[allow(dead_code)]
impl Class {
    /// The empty set.
    pub const NONE: Class = Class(0);
    /// Whether any class of `other` is in this set.
    #[must_use]
    pub const fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }
    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
    /// The class a list or cue file names.
    #[must_use]
    pub fn named(text: &str) -> Option<Class> {
        Self::NAMED.iter().find(|(name, _)| *name == text).map(|(_, class)| *class)
    }
}
