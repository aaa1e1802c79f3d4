//! A span with the words around it, and the ways to take it out without breaking the sentence.

use std::ops::Range;

use super::Rewrite;
use crate::draft::Jurisdiction;
use crate::risk::one_of;

/// A span with what stands before and after it. What already goes along is cut off both sides.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub before: &'a str,
    pub text: &'a str,
    pub after: &'a str,
    pub country: Option<Jurisdiction>,
    eaten_before: usize,
    eaten_after: usize,
}

impl<'a> Site<'a> {
    pub fn at(text: &'a str, span: &Range<usize>, country: Option<Jurisdiction>) -> Option<Self> {
        let (before, inner, after) =
            (text.get(..span.start)?, text.get(span.clone())?, text.get(span.end..)?);
        // Tags of a markup file are no words to take along.
        let before = before.rfind(['<', '>']).map_or(before, |at| &before[at + 1..]);
        let after = after.find(['<', '>']).map_or(after, |at| &after[..at]);
        Some(Self { before, text: inner, after, country, eaten_before: 0, eaten_after: 0 })
    }

    /// The last word before, in lower case, if only spaces lie between.
    pub fn word_before(&self) -> Option<String> {
        let lead = self.before.trim_end_matches(' ');
        let start = lead.rfind(|c: char| !is_letter(c)).map_or(0, |at| at + width(lead, at));
        let gap = lead.len() < self.before.len() || self.eaten_before > 0;
        (gap && start < lead.len()).then(|| lead[start..].to_lowercase())
    }

    /// Whether the word before is one of a list.
    pub fn follows(&self, words: &str) -> bool {
        self.word_before().is_some_and(|word| one_of(&word, words))
    }

    /// Whether an article or owner stands before, with at most one word between: "our favourite".
    pub fn is_owned(&self) -> bool {
        let clause = self.before.rsplit(|c: char| !is_letter(c) && c != ' ').next().unwrap_or_default();
        let owner = |word: &str| one_of(word, OWNERS) || word.ends_with("'s") || word.ends_with("\u{2019}s");
        clause.split(' ').rev().filter(|word| !word.is_empty()).take(2).any(owner)
    }

    /// The next word after, if only spaces lie between.
    pub fn word_after(&self) -> Option<&'a str> {
        let rest = self.after.strip_prefix(' ')?.trim_start_matches(' ');
        let end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
        (end > 0).then(|| &rest[..end])
    }

    /// Whether a sentence starts here.
    pub fn starts_sentence(&self) -> bool {
        let lead = self.before.trim_end_matches([' ', '"', '\'', '(', '*', '-']);
        lead.is_empty()
            || lead.ends_with(['.', '!', '?', '\n'])
            || lead.ends_with(|c: char| !c.is_ascii() && !c.is_alphanumeric())
    }

    /// Takes so many more bytes before along.
    pub fn eat_before(mut self, bytes: usize) -> Self {
        self.before = &self.before[..self.before.len() - bytes];
        self.eaten_before += bytes;
        self
    }

    /// Takes so many more bytes after along.
    pub fn eat_after(mut self, bytes: usize) -> Self {
        self.after = &self.after[bytes..];
        self.eaten_after += bytes;
        self
    }

    /// Takes the words of a list that lead to the span along ("Mr. ", "MRN: ", "on ").
    pub fn without_words_before(self, words: &str) -> Self {
        let mut site = self;
        loop {
            let lead = site.before.trim_end_matches([' ', '.', ':', '#']);
            let start = lead.rfind(|c: char| !is_letter(c)).map_or(0, |at| at + width(lead, at));
            let word = lead[start..].to_lowercase();
            if lead.len() == site.before.len() || !one_of(&word, words) {
                return site;
            }
            // One space stays as the space before what comes in its place.
            site = site.eat_before(site.before.len() - start);
        }
    }

    /// Something else in its place, with a capital where a sentence starts.
    pub fn replace(&self, text: &str) -> Rewrite {
        let text = if self.starts_sentence() { capitalised(text) } else { text.to_owned() };
        Rewrite { before: self.eaten_before, after: self.eaten_after, text }
    }

    /// Nothing in its place: brackets around it, one of two spaces, or the comma before it go too.
    pub fn drop(&self) -> Rewrite {
        let mut site = *self;
        let (lead, rest) = (site.before.trim_end_matches([' ', '#']), site.after.trim_start_matches(' '));
        let pairs = [('(', ')'), ('[', ']'), ('"', '"'), ('\u{201c}', '\u{201d}')];
        if let Some((open, close)) =
            pairs.iter().find(|(open, close)| lead.ends_with(*open) && rest.starts_with(*close))
        {
            let open = site.before.len() - lead.len() + open.len_utf8();
            site = site.eat_before(open).eat_after(site.after.len() - rest.len() + close.len_utf8());
        }
        if site.starts_sentence() {
            return site.drop_at_start();
        }
        let lead = site.before.trim_end_matches(' ');
        let ends = site.after.is_empty()
            || site.after.starts_with(|c: char| !is_letter(c) && c != '\'' && c != '\u{2019}');
        let comma =
            lead.ends_with(',') && site.after.trim_start_matches(' ').starts_with([',', '.', '!', '?']);
        let keep = if comma { lead.len() - 1 } else { lead.len() };
        if ends {
            site = site.eat_before(site.before.len() - keep);
        }
        Rewrite { before: site.eaten_before, after: site.eaten_after, text: String::new() }
    }

    /// At the start of a sentence the next word gets the capital.
    fn drop_at_start(self) -> Rewrite {
        let rest = self.after.trim_start_matches([' ', ',', ':', ';', '-']);
        let site = self.eat_after(self.after.len() - rest.len());
        let Some(first) = site.after.chars().next().filter(|c| c.is_lowercase()) else {
            return Rewrite { before: site.eaten_before, after: site.eaten_after, text: String::new() };
        };
        let site = site.eat_after(first.len_utf8());
        Rewrite { before: site.eaten_before, after: site.eaten_after, text: first.to_uppercase().collect() }
    }

    /// Whether somebody is spoken to: "Brenda, we are", "Thanks Emma!".
    pub fn is_address(&self) -> bool {
        const GREETINGS: &str =
            "hi hello hey thanks thank you dear aww congrats congratulations welcome back";
        const ALWAYS: &str = "hi hello hey aww congrats";
        let stops = self.after.is_empty() || self.after.starts_with([',', '!', '.', '?']);
        let greeted = self.follows(GREETINGS);
        self.follows(ALWAYS) || stops && (greeted || (self.starts_sentence() && self.after.starts_with(',')))
    }

    /// Takes a form of address out: "Hi Emma," becomes "Hi,".
    pub fn drop_address(&self) -> Rewrite {
        if self.starts_sentence() {
            return self.drop_at_start();
        }
        let lead = self.before.trim_end_matches([' ', ',']);
        let site = self.eat_before(self.before.len() - lead.len());
        Rewrite { before: site.eaten_before, after: site.eaten_after, text: String::new() }
    }

    /// A finding inside a hashtag takes the whole hashtag along.
    pub fn hashtag(&self) -> Option<Rewrite> {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        let start = self.before.trim_end_matches(inside);
        let whole = start.ends_with('#') || (self.text.starts_with('#') && start.len() == self.before.len());
        if !whole
            || !self.text.trim_start_matches('#').chars().all(inside)
            || self.before.len() - start.len() > 60
        {
            return None;
        }
        let rest = self.after.trim_start_matches(inside);
        let sign = usize::from(start.ends_with('#'));
        let site =
            self.eat_before(self.before.len() - start.len() + sign).eat_after(self.after.len() - rest.len());
        let spaces = if site.before.ends_with(' ') { 1 } else { 0 };
        let site = site.eat_before(spaces);
        Some(Rewrite { before: site.eaten_before, after: site.eaten_after, text: String::new() })
    }

    /// A finding inside a file name takes the whole name along, all but its ending.
    pub fn file_name(&self) -> Option<Rewrite> {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let start = self.before.trim_end_matches(inside).len();
        let rest = self.after.trim_start_matches(inside);
        let name = (&self.before[start..], &self.after[..self.after.len() - rest.len()]);
        let (stem, ending) = name.1.rsplit_once('.').unwrap_or((name.1, ""));
        let is_file = one_of(ending, ENDINGS) && !stem.contains(' ');
        let site = self.eat_before(self.before.len() - start).eat_after(name.1.len());
        is_file.then(|| site.replace(&format!("file.{ending}")))
    }

    /// Nothing in place of the whole sentence.
    pub fn drop_sentence(&self) -> Rewrite {
        let start = self.before.char_indices().rev().find(|(at, c)| ends_sentence(self.before, *at, *c));
        let start = start.map_or(0, |(at, c)| at + c.len_utf8());
        // The space or line break before the sentence stays, unless nothing follows it.
        let gap = self.before[start..].len() - self.before[start..].trim_start_matches(' ').len();
        let end = self.after.char_indices().find(|(at, c)| ends_sentence(self.after, *at, *c));
        let end = end.map_or(self.after.len(), |(at, c)| if c == '\n' { at } else { at + c.len_utf8() });
        let closing = self.after[end..].len()
            - self.after[end..].trim_start_matches(['!', '?', '.', '"', '\u{201d}', ')']).len();
        let last = self.after[end + closing..].trim_start_matches(' ').is_empty()
            || self.after[end + closing..].starts_with('\n');
        let start = if last { start } else { start + gap };
        let spaces = if last {
            0
        } else {
            self.after[end + closing..].len() - self.after[end + closing..].trim_start_matches(' ').len()
        };
        let site = self.eat_before(self.before.len() - start).eat_after(end + closing + spaces);
        Rewrite { before: site.eaten_before, after: site.eaten_after, text: String::new() }
    }
}

/// Whether the character at a place ends a sentence; the full stop of "Dr." does not.
fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    let rest = &text[at + c.len_utf8()..];
    match c {
        '\n' => true,
        '!' | '?' => rest.is_empty() || rest.starts_with([' ', '\n', '"', ')']),
        '.' => {
            let word = text[..at].rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
            (rest.is_empty() || rest.starts_with([' ', '\n', '"']))
                && word.len() != 1
                && !one_of(word, ABBREVIATED)
        }
        _ => false,
    }
}

const ABBREVIATED: &str = "Dr Mr Mrs Ms St Prof Fr Sr Jr Co No vs";

/// Words after which a noun needs no article.
const OWNERS: &str = "our my your his her their the a an this that dear sweet";

/// Endings of files people publish.
const ENDINGS: &str = "jpg jpeg png gif heic webp pdf doc docx xls xlsx csv ppt pptx mp3 mp4 mov txt dcm zip";

/// Words that no noun phrase starts with.
pub(super) const FUNCTION: &str = "\
    and or but with for at in on to from when after before was were is we she he they our who has \
    had where his her by because as so then that of the a an";

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '\'' || c == '\u{2019}'
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
