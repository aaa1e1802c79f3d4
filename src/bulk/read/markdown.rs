//! A Markdown file becomes a draft: front matter and body, alt texts and link targets on their own.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use super::markup::{Markup, Part};

/// Front-matter keys a site generator acts on and no reader sees, or whose dates are the page's own.
const MACHINE_KEYS: [&str; 16] = [
    "created",
    "date",
    "draft",
    "eleventynavigation",
    "expirydate",
    "id",
    "lang",
    "lastmod",
    "layout",
    "modified",
    "nav_order",
    "publishdate",
    "published",
    "type",
    "updated",
    "weight",
];

/// Keys that become a part of the page's address or name a file.
const TARGET_KEYS: [&str; 8] =
    ["aliases", "cover", "image", "images", "permalink", "redirect_from", "slug", "url"];

/// Reads a whole Markdown file.
pub(super) fn read(file: &str) -> Markup {
    let mut markup = Markup::default();
    let start = front_matter(file, &mut markup);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut body = Body { file, markup: &mut markup, images: 0 };
    let events = Parser::new_ext(&file[start..], options).into_offset_iter();
    // Addresses that stand below the text are read where they stand, used or not: they are published in
    // the source, and some renderers show them.
    let definitions = events.reference_definitions().iter();
    let mut definitions: Vec<_> = definitions
        .map(|(_, link)| {
            let title = link.title.as_deref().unwrap_or_default();
            (link.span.clone(), link.dest.to_string(), title.to_owned())
        })
        .collect();
    definitions.sort_by_key(|(span, ..)| span.start);
    for (event, range) in events {
        body.event(event, start + range.start..start + range.end);
    }
    for (span, address, title) in definitions {
        let range = start + span.start..start + span.end;
        body.target(&address, &range);
        body.entry(Part::AltText, &title, &range);
    }
    markup
}

struct Body<'a> {
    file: &'a str,
    markup: &'a mut Markup,
    /// How many images we are inside of: their text is alt text.
    images: usize,
}

impl Body<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                self.address(link_type, &dest_url, &title, &range);
                self.images += 1;
                self.markup.start_entry(Part::AltText);
            }
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.address(link_type, &dest_url, &title, &range);
            }
            Event::Start(Tag::HtmlBlock) => html::read(self.file, range, self.markup),
            Event::Text(words) | Event::Code(words) => self.words(&words, &range),
            Event::SoftBreak | Event::HardBreak => {
                self.markup.replace(self.part(), "\n", range);
            }
            Event::InlineHtml(_) => html::read(self.file, range, self.markup),
            Event::Start(tag) if !is_inline(&tag) => self.markup.line_break(range.start),
            Event::End(TagEnd::TableCell) => self.markup.replace(Part::Text, " ", range.end..range.end),
            Event::End(end) if is_block(end) => self.markup.line_break(range.end),
            _ => {}
        }
    }

    fn part(&self) -> Part {
        if self.images > 0 { Part::AltText } else { Part::Text }
    }

    /// Words as the parser gives them: a stretch of the file, or, where an escape or a character
    /// reference stood, one written otherwise.
    fn words(&mut self, words: &str, range: &Range<usize>) {
        let part = self.part();
        let Some(at) = self.file.get(range.clone()).and_then(|source| source.find(words)) else {
            return self.markup.replace(part, words, range.clone());
        };
        let start = range.start + at;
        self.markup.copy(part, self.file, start..start + words.len());
    }

    /// What stands in the brackets of a link or picture. The address of `<https://…>` stands in the text
    /// already, that of a reference where it is defined.
    fn address(&mut self, link_type: LinkType, address: &str, title: &str, range: &Range<usize>) {
        if link_type == LinkType::Inline {
            self.target(address, range);
            self.entry(Part::AltText, title, range);
        }
    }

    /// A link's or picture's address; a place within the page says nothing.
    fn target(&mut self, address: &str, range: &Range<usize>) {
        if !address.starts_with('#') {
            self.entry(Part::Target, address, range);
        }
    }

    /// An entry whose words stand near the end of `range`, after the link's own text.
    fn entry(&mut self, part: Part, words: &str, range: &Range<usize>) {
        if words.is_empty() {
            return;
        }
        self.markup.start_entry(part);
        match self.file.get(range.clone()).and_then(|source| source.rfind(words)) {
            Some(at) => {
                let start = range.start + at;
                self.markup.copy(part, self.file, start..start + words.len());
            }
            None => self.markup.replace(part, words, range.clone()),
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::TableCell)
}

fn is_block(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

/// Reads the values of the front matter, and returns where the body starts. Both fences are known: three
/// dashes (YAML) and three plus signs (TOML). Values are read line by line as they stand: what counts
/// here is which words are published, not how a generator types them.
fn front_matter(file: &str, markup: &mut Markup) -> usize {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| is_fence(first_line(file), fence)) else {
        return 0;
    };
    let mut lines = Vec::new();
    let mut at = 0;
    for line in file.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if range.start > 0 && is_fence(line, fence) {
            let mut key = String::new();
            for range in lines {
                front_matter_line(file, range, &mut key, markup);
            }
            return at;
        }
        if range.start > 0 {
            lines.push(range);
        }
    }
    0
}

fn first_line(file: &str) -> &str {
    file.split_inclusive('\n').next().unwrap_or_default()
}

fn is_fence(line: &str, fence: &str) -> bool {
    line.trim_end() == fence
}

/// One line of front matter: `key: value`, `key = value`, or a further value of the key before it.
fn front_matter_line(file: &str, range: Range<usize>, key: &mut String, markup: &mut Markup) {
    let line = &file[range.clone()];
    let is_nested = line.starts_with([' ', '\t', '-']);
    let value = match line.find([':', '=']) {
        Some(sign) if !is_nested && is_key(line[..sign].trim()) => {
            *key = line[..sign].trim().to_ascii_lowercase();
            &line[sign + 1..]
        }
        _ => line,
    };
    let value = value.trim_start_matches([' ', '\t', '-', '[', '>', '|', '"', '\'']);
    let start = range.end - value.len();
    let value = value.trim_end_matches([' ', '\t', ']', ',', '"', '\'']);
    if value.is_empty() || MACHINE_KEYS.contains(&key.as_str()) {
        return;
    }
    let part = match key.as_str() {
        "title" => Part::Title,
        "author" => Part::Author,
        key if TARGET_KEYS.contains(&key) => Part::Target,
        _ => Part::AltText,
    };
    markup.start_entry(part);
    markup.copy(part, file, start..start + value.len());
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: &str = "---\ntitle: \"Our week\"\ndate: 2024-03-05\nslug: our-week\nsummary: Emma went home\n\
                        tags:\n  - heart\n---\n# Hello\n\nMeet **Emma** and\n[her story](/stories/emma.html \
                        \"Emma's page\").\n\n![Emma smiles](img/emma.jpg)\n\nAT&amp;T \\*star\\*\n\n\
                        <div>raw <b>words</b></div>\n\n| a | b |\n|---|---|\n| c | d |\n";

    #[test]
    fn front_matter_body_alt_texts_and_targets_are_told_apart() {
        let draft = read(POST).draft();
        assert_eq!(draft.title.as_deref(), Some("Our week"));
        assert_eq!(draft.alt_text, ["Emma went home", "heart", "Emma's page", "Emma smiles"]);
        assert_eq!(draft.attachments, ["our-week", "/stories/emma.html", "img/emma.jpg"]);
        assert_eq!(
            draft.text.trim_end(),
            "Hello\nMeet Emma and\nher story.\nAT&T *star*\nraw words\n\na b \nc d"
        );
    }

    #[test]
    fn every_field_leads_back_to_its_words_in_the_file() {
        let markup = read(POST);
        let draft = markup.draft();
        let source = |field: &str, range| &POST[markup.to_file(field, range).unwrap_or_default()];
        let at = draft.text.find("Emma").unwrap_or_default();
        assert_eq!(source("text", at..at + 4), "Emma");
        let at = draft.text.find("AT&T").unwrap_or_default();
        assert_eq!(source("text", at..at + 4), "AT&amp;T");
        let at = draft.text.find("raw words").unwrap_or_default();
        assert_eq!(source("text", at..at + 9), "raw <b>words");
        assert_eq!(source("title", 0..8), "Our week");
        assert_eq!(source("alt_text[0]", 0..4), "Emma");
        assert_eq!(source("alt_text[3]", 0..11), "Emma smiles");
        assert_eq!(source("attachments[2]", 0..12), "img/emma.jpg");
    }

    #[test]
    fn an_address_below_the_text_is_read_where_it_stands() {
        let file = "Read [her story][s] and [it][s] again.\n\n[s]: /stories/emma.html \"Emma\"\n";
        let markup = read(file);
        let draft = markup.draft();
        assert_eq!((draft.attachments.len(), draft.attachments[0].as_str()), (1, "/stories/emma.html"));
        let range = markup.to_file("attachments[0]", 9..13).unwrap_or_default();
        assert_eq!((&file[range.clone()], range.start > 40), ("emma", true));
        assert_eq!(draft.alt_text, ["Emma"]);
    }

    #[test]
    fn an_address_that_is_its_own_text_is_read_once() {
        let draft = read("See <https://example.org/emma> now.\n").draft();
        assert_eq!(draft.text.trim(), "See https://example.org/emma now.");
        assert!(draft.attachments.is_empty());
    }

    #[test]
    fn an_open_fence_is_a_rule_not_front_matter() {
        assert_eq!(read("---\nMeet Emma\n").draft().text.trim(), "Meet Emma");
        assert_eq!(read("+++\ntitle = 'Hi'\n+++\nx").draft().title.as_deref(), Some("Hi"));
    }
}
