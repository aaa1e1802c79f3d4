//! What a house knows of itself: its staff, its contacts, its places, and who posts for it.
//!
//! A draft rarely writes them as the policy does, so both sides are brought to one form first:
//! names without case, accents, titles and credentials; telephone numbers as digits without country
//! code; web and e-mail addresses as their domain.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::table::one_of;

/// Whose account a draft goes out from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Channel {
    /// The house's own.
    #[default]
    Organisation,
    /// A clinician's or another professional's, under their own name.
    Professional,
    /// A private account of a member of staff.
    Personal,
}

impl Channel {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Professional => "professional",
            Self::Personal => "personal",
        }
    }
}

/// The house's own people, contacts and places, and its accounts.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    staff: Vec<Vec<String>>,
    contacts: Vec<Contact>,
    places: Vec<Vec<String>>,
    accounts: Vec<(Channel, String)>,
}

impl Own {
    pub fn add_staff(&mut self, name: &str) {
        self.staff.extend(Some(name_words(name)).filter(|words| !words.is_empty()));
    }

    pub fn add_contact(&mut self, contact: &str) {
        self.contacts.extend(Contact::of(contact));
    }

    pub fn add_place(&mut self, place: &str) {
        self.places.extend(Some(folded_words(place)).filter(|words| !words.is_empty()));
    }

    pub fn add_account(&mut self, channel: Channel, name: &str) {
        self.accounts.push((channel, handle(name)));
    }

    /// Whether every word of a name is one of a member of staff: given name, surname or both, in
    /// any order; an initial counts for the word it starts.
    pub fn is_staff(&self, name: &str) -> bool {
        if self.staff.is_empty() {
            return false;
        }
        let words = name_words(name);
        !words.is_empty() && self.staff.iter().any(|own| is_name_of(&words, own))
    }

    pub fn is_contact(&self, contact: &str) -> bool {
        if self.contacts.is_empty() {
            return false;
        }
        Contact::of(contact).is_some_and(|contact| self.contacts.iter().any(|own| own.includes(&contact)))
    }

    /// Whether a place is a part of an own one, or the other way round, word by word.
    pub fn is_place(&self, place: &str) -> bool {
        if self.places.is_empty() {
            return false;
        }
        let words = folded_words(place);
        !words.is_empty() && self.places.iter().any(|own| contains(own, &words) || contains(&words, own))
    }

    /// Whose account an author's name or handle is; an unknown author posts for the house.
    pub fn channel(&self, author: Option<&str>) -> Channel {
        let author = author.map(handle);
        let account = self.accounts.iter().find(|(_, name)| author.as_ref() == Some(name));
        account.map_or(Channel::default(), |(channel, _)| *channel)
    }
}

/// Whether all words of a name are words, or initials of words, of another name.
pub(super) fn is_name_of(words: &[String], full: &[String]) -> bool {
    let fits = |word: &String| {
        full.iter().any(|own| own == word || (word.len() == 1 && own.starts_with(word.as_str())))
    };
    words.iter().all(fits) && words.iter().any(|word| word.len() > 1)
}

fn contains(long: &[String], short: &[String]) -> bool {
    long.windows(short.len()).any(|window| window == short)
}

/// The words of a name, folded, without titles and credentials.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut words = folded_words(name);
    words.retain(|word| !one_of(word, TITLES));
    words
}

const TITLES: &str = "\
    dr doctor prof professor mr mrs ms miss mx sister sr nurse rev fr mme md do rn np pa dds dmd phd \
    lpn frcpi frcp frcs mbbs mb bch bsn msn";

/// The words of a text in lower case, without accents.
fn folded_words(text: &str) -> Vec<String> {
    let folded = fold(text).replace('\'', "");
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let mut folded = String::with_capacity(text.len());
    for c in plain.flat_map(char::to_lowercase) {
        match c {
            '\u{2019}' | '\u{2018}' => folded.push('\''),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            _ => folded.push(c),
        }
    }
    folded
}

fn handle(name: &str) -> String {
    fold(name.trim().trim_start_matches('@'))
}

/// A contact in the one form it is compared in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Contact {
    /// Digits without country code and trunk zero.
    Phone(String),
    /// Without the sign.
    Handle(String),
    Email {
        name: String,
        domain: String,
    },
    Domain(String),
}

/// Fewer digits are an extension, a year or a price, not a number one can call.
const SHORTEST_PHONE: usize = 7;

impl Contact {
    fn of(text: &str) -> Option<Self> {
        let text = fold(text.trim().trim_end_matches(['.', ',', '!', '/']));
        let text = text.trim_start_matches("mailto:").trim_start_matches("tel:");
        if let Some(name) = text.strip_prefix('@') {
            return Some(Self::Handle(name.to_owned()));
        }
        if let Some((name, domain)) = text.split_once('@') {
            return Some(Self::Email { name: name.to_owned(), domain: domain.to_owned() });
        }
        let number = text.split(['x', 'e']).next().unwrap_or_default();
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= SHORTEST_PHONE && !number.contains(|c: char| c.is_alphabetic() && c != 'o') {
            return Some(Self::Phone(digits));
        }
        let host = text
            .split("://")
            .last()
            .unwrap_or_default()
            .split(['/', '?', '#', ':'])
            .next()
            .unwrap_or_default();
        let host = host.trim_start_matches("www.");
        host.contains('.').then(|| Self::Domain(host.to_owned()))
    }

    /// Whether another contact is this one, or stands under this domain.
    fn includes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Phone(own), Self::Phone(other)) => same_number(own, other),
            (Self::Domain(own), Self::Domain(other) | Self::Email { domain: other, .. }) => under(other, own),
            _ => self == other,
        }
    }
}

fn under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether two numbers are one, with or without country code and trunk zero.
fn same_number(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    short.len() >= SHORTEST_PHONE && long.len() - short.len() <= 3 && long.ends_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Own {
        let mut own = Own::default();
        own.add_staff("Dr. María López, RN");
        own.add_staff("Siobhán O'Brien");
        own.add_contact("(319) 555-0142");
        own.add_contact("+44 151 496 0123");
        own.add_contact("cedarbluffmed.org");
        own.add_contact("frontdesk@othermail.example");
        own.add_contact("@CedarBluff");
        own.add_place("Cedar Bluff Medical Center");
        own.add_account(Channel::Personal, "@nurse_ana");
        own
    }

    #[test]
    fn staff_are_known_by_any_part_of_their_name() {
        let own = own();
        for name in [
            "Maria Lopez",
            "maria",
            "López",
            "Lopez, Maria",
            "Nurse Maria",
            "M. Lopez",
            "O\u{2019}Brien",
            "OBRIEN",
        ] {
            assert!(own.is_staff(name), "{name}");
        }
        for name in ["Maria Byrne", "Mary", "M.", "Dr.", ""] {
            assert!(!own.is_staff(name), "{name}");
        }
    }

    #[test]
    fn contacts_are_compared_by_digits_domain_and_handle() {
        let own = own();
        for contact in [
            "319.555.0142",
            "+1 319 555 0142",
            "319-555-0142 x12",
            "0151 496 0123",
            "https://www.cedarbluffmed.org/cardiology",
            "book.cedarbluffmed.org",
            "hello@cedarbluffmed.org",
            "FrontDesk@othermail.example",
            "@cedarbluff",
        ] {
            assert!(own.is_contact(contact), "{contact}");
        }
        for contact in [
            "319-555-0143",
            "555-0142 a",
            "notcedarbluffmed.org",
            "jo@othermail.example",
            "@cedar",
            "2024",
            "",
        ] {
            assert!(!own.is_contact(contact), "{contact}");
        }
    }

    #[test]
    fn places_are_compared_word_by_word() {
        let own = own();
        assert!(own.is_place("Cedar Bluff") && own.is_place("at Cedar Bluff Medical Center, Iowa"));
        assert!(!own.is_place("Cedar Rapids") && !own.is_place("Bluff Cedar"));
    }

    #[test]
    fn an_unknown_author_posts_for_the_house() {
        let own = own();
        assert_eq!(own.channel(Some("nurse_ana")), Channel::Personal);
        assert_eq!(own.channel(Some("@somebody")), Channel::Organisation);
        assert_eq!(own.channel(None), Channel::Organisation);
    }
}
