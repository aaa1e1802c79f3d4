//! An HTML page becomes a draft: what a visitor sees or hears, each word knowing its place in the file.

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{Spanned, Tokenizer};

use super::markup::{Markup, Part};

/// Elements whose content no visitor reads.
const UNSEEN: [&str; 4] = ["script", "style", "template", "noscript"];

/// Elements that do not break the line they stand in.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// `meta` names whose content is published: in search results, previews, shares.
const META: [&str; 9] = [
    "author",
    "description",
    "keywords",
    "og:description",
    "og:image:alt",
    "og:title",
    "twitter:description",
    "twitter:image:alt",
    "twitter:title",
];

/// Reads the HTML in `range` of `file`.
pub(super) fn read(file: &str, range: Range<usize>, markup: &mut Markup) {
    let Some(html) = file.get(range.clone()) else { return };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page { file, base: range.start, markup, unseen: None, in_title: false };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&name_of(&tag.name), tag.span.start),
            Token::String(text) => page.text(&text),
            _ => {}
        }
    }
}

struct Page<'a> {
    file: &'a str,
    /// Where the HTML starts in the file.
    base: usize,
    markup: &'a mut Markup,
    /// The unseen element we are inside of.
    unseen: Option<String>,
    in_title: bool,
}

impl Page<'_> {
    fn open(&mut self, tag: &StartTag<usize>) {
        let name = name_of(&tag.name);
        let at = self.base + tag.span.start;
        if self.unseen.is_some() {
            return;
        }
        if UNSEEN.contains(&name.as_str()) && !tag.self_closing {
            self.unseen = Some(name);
            return;
        }
        if name == "title" {
            self.in_title = true;
        } else if !INLINE.contains(&name.as_str()) {
            self.markup.line_break(at);
        }
        let meta = attribute(tag, "name").or_else(|| attribute(tag, "property"));
        let is_published_meta = meta.is_some_and(|meta| META.contains(&name_of(meta).as_str()));
        for (key, value) in &tag.attributes {
            let part = match name_of(key).as_str() {
                "alt" | "title" | "aria-label" | "placeholder" => Part::AltText,
                "content" if name == "meta" && is_published_meta => Part::AltText,
                "src" | "href" if matches!(name.as_str(), "a" | "img" | "source" | "video" | "audio") => {
                    Part::Target
                }
                _ => continue,
            };
            self.attribute(part, value);
        }
    }

    fn close(&mut self, name: &str, at: usize) {
        if self.unseen.as_deref() == Some(name) {
            self.unseen = None;
        }
        if name == "title" {
            self.in_title = false;
        } else if !INLINE.contains(&name) {
            self.markup.line_break(self.base + at);
        }
    }

    fn text(&mut self, text: &Spanned<html5gum::HtmlString, usize>) {
        if self.unseen.is_none() {
            let part = if self.in_title { Part::Title } else { Part::Text };
            let from = self.base + text.span.start..self.base + text.span.end;
            self.add(part, from, &text.value);
        }
    }

    /// An attribute's span holds its name too; the value starts after the equals sign and a quote.
    fn attribute(&mut self, part: Part, value: &Spanned<html5gum::HtmlString, usize>) {
        let span = self.base + value.span.start..self.base + value.span.end;
        let Some(source) = self.file.get(span.clone()) else { return };
        let Some(equals) = source.find('=') else { return };
        let after = source[equals + 1..].trim_start();
        let quoted = after.strip_prefix(['"', '\'']).unwrap_or(after);
        let start = span.end - quoted.len();
        self.markup.start_entry(part);
        self.add(part, start..span.end, &value.value);
    }

    /// Adds `decoded`, which is written as `from` in the file: the same bytes but for character
    /// references and line ends.
    fn add(&mut self, part: Part, from: Range<usize>, decoded: &[u8]) {
        let Ok(decoded) = std::str::from_utf8(decoded) else { return };
        let (mut at, mut rest) = (from.start, decoded);
        while !rest.is_empty() {
            let source = self.file.get(at..).unwrap_or_default();
            let same = source.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b && *a != b'&').count();
            let same = (0..=same).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
            if same > 0 {
                self.markup.copy(part, self.file, at..at + same);
                (at, rest) = (at + same, &rest[same..]);
                continue;
            }
            let written = if source.starts_with("\r\n") { 2 } else { reference_length(source) };
            let length = match decoded_reference(&source[..written]) {
                Some(value) if rest.starts_with(&value) => value.len(),
                _ => rest.chars().next().map_or(rest.len(), char::len_utf8),
            };
            self.markup.replace(part, &rest[..length], at..at + written);
            (at, rest) = (at + written, &rest[length..]);
        }
    }
}

/// How many bytes the character reference (or the single character) at the front takes.
fn reference_length(source: &str) -> usize {
    let first = source.chars().next().map_or(0, char::len_utf8);
    if !source.starts_with('&') {
        return first;
    }
    let body = source[1..].bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    let end = 1 + body.count();
    if source[end..].starts_with(';') { end + 1 } else { end }
}

/// What a character reference stands for.
fn decoded_reference(written: &str) -> Option<String> {
    match Tokenizer::new(written).flatten().next()? {
        Token::String(value) => String::from_utf8(value.value.0).ok(),
        _ => None,
    }
}

fn attribute<'t>(tag: &'t StartTag<usize>, name: &str) -> Option<&'t [u8]> {
    tag.attributes.get(name.as_bytes()).map(|value| value.value.as_slice())
}

fn name_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(html: &str) -> Markup {
        let mut markup = Markup::default();
        read(html, 0..html.len(), &mut markup);
        markup
    }

    #[test]
    fn a_visitor_s_words_are_read_and_scripts_are_not() {
        let html = "<html><head><title>Clinic &amp; news</title><meta name='description' content='Our week'>\
                    <script>var emma = '<p>no</p>';</script></head><body><h1>Hello</h1><p>Meet <b>Emma</b>\
                    </p><img src=\"img/emma.jpg\" alt=\"Emma smiles\"></body></html>";
        let draft = markup(html).draft();
        assert_eq!(draft.title.as_deref(), Some("Clinic & news"));
        assert_eq!(draft.text.trim(), "Hello\nMeet Emma");
        assert_eq!(draft.alt_text, ["Our week", "Emma smiles"]);
        assert_eq!(draft.attachments, ["img/emma.jpg"]);
    }

    #[test]
    fn spans_lead_back_over_references_line_ends_and_tags() {
        let html = "<p>a\r\nRen&eacute;e &copy &unknown; <i>Roy</i>";
        let markup = markup(html);
        let text = markup.draft().text;
        assert_eq!(text, "a\nRenée © &unknown; Roy");
        let at = text.find("Renée").unwrap_or_default();
        assert_eq!(&html[markup.to_file("text", at..at + 6).unwrap_or_default()], "Ren&eacute;e");
        let at = text.find("Roy").unwrap_or_default();
        assert_eq!(&html[markup.to_file("text", at..at + 3).unwrap_or_default()], "Roy");
    }

    #[test]
    fn attribute_values_lead_back_quoted_or_not() {
        let html = "<img alt = 'O&#39;Shea in bed 4'><img alt=Maeve>";
        let markup = markup(html);
        assert_eq!(markup.draft().alt_text, ["O'Shea in bed 4", "Maeve"]);
        assert_eq!(&html[markup.to_file("alt_text[0]", 0..6).unwrap_or_default()], "O&#39;Shea");
        assert_eq!(&html[markup.to_file("alt_text[1]", 0..5).unwrap_or_default()], "Maeve");
    }

    #[test]
    fn broken_markup_does_not_panic() {
        for html in
            ["<", "<p", "<a href=", "&#xFFFFFFFF;", "</", "<!--", "<img alt='x", "\0<p>\0", "&", "<é>"]
        {
            let _ = markup(html).draft();
        }
    }
}
