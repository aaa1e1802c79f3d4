//! What a finding can be, whom it can concern, and how grave it is.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$outer:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $text:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $type { $($(#[$doc])* #[serde(rename = $text)] $name,)* }
        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [$type] = &[$($type::$name),*];
            /// The name the contract uses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($type::$name => $text,)* }
            }
            /// The value of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some($type::$name),)* _ => None }
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

named! {
    /// What a finding is; the names of the contract.
    Category {
        /// A person's name, initials, nickname.
        Name = "name",
        /// A place smaller than a state.
        Place = "place",
        /// A room, bed, bay or ward-and-bed.
        Room = "room",
        /// A date finer than a year, also relative.
        Date = "date",
        /// An age, or a birth year that gives one away.
        Age = "age",
        /// A telephone number.
        Phone = "phone",
        /// A fax number.
        Fax = "fax",
        /// An e-mail address.
        Email = "email",
        /// A social security, insurance or personal public service number.
        Ssn = "ssn",
        /// A medical record, chart, encounter or specimen number.
        MedicalRecord = "medical_record",
        /// A health-plan, health-card or policy number.
        HealthPlan = "health_plan",
        /// A bank, card or patient account number.
        Account = "account",
        /// A certificate or licence number.
        Licence = "licence",
        /// A vehicle identifier or plate.
        Vehicle = "vehicle",
        /// A device identifier or serial.
        Device = "device",
        /// A web address.
        Url = "url",
        /// An IP address.
        Ip = "ip",
        /// A social handle.
        Handle = "handle",
        /// A biometric identifier.
        Biometric = "biometric",
        /// A picture that shows somebody.
        Image = "image",
        /// Any other identifying number or code.
        OtherId = "other_id",
        /// Words that confirm a care relationship.
        Care = "care",
        /// A quasi-identifier.
        Detail = "detail",
    }
}

impl Category {
    /// The Safe Harbor letter of 45 CFR 164.514(b)(2)(i), where one applies.
    #[must_use]
    pub const fn letter(self) -> Option<char> {
        Some(match self {
            Self::Name => 'A',
            Self::Place => 'B',
            Self::Date | Self::Age => 'C',
            Self::Phone => 'D',
            Self::Fax => 'E',
            Self::Email => 'F',
            Self::Ssn => 'G',
            Self::MedicalRecord => 'H',
            Self::HealthPlan => 'I',
            Self::Account => 'J',
            Self::Licence => 'K',
            Self::Vehicle => 'L',
            Self::Device => 'M',
            Self::Url => 'N',
            Self::Ip => 'O',
            Self::Biometric => 'P',
            Self::Image => 'Q',
            Self::Room | Self::Handle | Self::OtherId | Self::Detail => 'R',
            Self::Care => return None,
        })
    }
}

named! {
    /// Whom a candidate concerns.
    Role {
        /// A person in care.
        Patient = "patient",
        /// A relative, friend, employer or household member of one.
        Family = "family",
        /// Staff, clinician, speaker, author of the organisation.
        Provider = "provider",
        /// A public or historic figure, donor, saint, namesake.
        Public = "public",
        /// The organisation itself, or a whole region.
        Organisation = "organisation",
        /// An event, holiday, opening hour or publication.
        Event = "event",
        /// Not known.
        Unknown = "unknown",
    }
}

impl Role {
    /// Whether findings of this role are the author's concern.
    #[must_use]
    pub const fn is_protected(self) -> bool {
        matches!(self, Self::Patient | Self::Family | Self::Unknown)
    }
}

named! {
    /// How grave a finding is.
    Severity {
        /// Identifies by itself.
        Direct = "direct",
        /// Identifies together with others.
        Quasi = "quasi",
        /// Confirms that somebody is or was a patient.
        Care = "care",
    }
}
