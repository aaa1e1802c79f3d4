//! HTML inside a draft: tags and character entities.
//!
//! Drafts are pasted from editors and page builders. A tag must not glue words together nor become
//! one, so it is recognised strictly: a known name, and attributes in their written form. Anything
//! looser ("<a patient of ours>") is text, because text that is skipped is text nobody checked.

use std::ops::Range;

/// Longest tag read; a data URL in an attribute may be longer and is then text.
const MAX_TAG: usize = 4_000;
/// Longest entity read, from `&` to `;`.
const MAX_ENTITY: usize = 12;

/// Tags that do not interrupt the line they stand in.
const INLINE: [&str; 29] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];
/// Tags that stand in a line like a word.
const OBJECT: [&str; 12] = [
    "audio", "button", "embed", "iframe", "img", "input", "label", "object", "path", "source", "svg", "video",
];
/// Tags that start a new line.
#[rustfmt::skip] // a table reads better in full lines
const BLOCK: [&str; 57] = [
    "!doctype", "address", "article", "aside", "blockquote", "body", "br", "caption", "center",
    "col", "colgroup", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend",
    "li", "link", "main", "meta", "nav", "noscript", "ol", "option", "p", "pre", "script",
    "section", "select", "style", "summary", "table", "tbody", "td", "textarea", "tfoot", "th",
    "thead", "title", "tr", "ul",
];
/// Attributes whose value is shown, read aloud or linked to.
#[rustfmt::skip] // a table reads better in full lines
const SHOWN: [&str; 13] = [
    "alt", "aria-label", "cite", "content", "data-caption", "data-src", "href", "label",
    "placeholder", "src", "summary", "title", "value",
];
/// Attributes written without a value.
#[rustfmt::skip] // a table reads better in full lines
const BARE: [&str; 16] = [
    "allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "defer", "disabled",
    "hidden", "html", "loop", "multiple", "muted", "playsinline", "required", "selected",
];

/// A tag at the start of a text.
pub(super) struct Tag<'a> {
    text: &'a str,
    name: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag that starts with the `<` at the start of `text`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let start = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
        let end = start + bytes[start..].iter().take(12).take_while(|byte| is_name(**byte)).count();
        let name = &text[start..end];
        if !(is_one_of(&INLINE, name) || is_one_of(&OBJECT, name) || is_one_of(&BLOCK, name)) {
            return None;
        }
        let mut at = end;
        while let Some(attribute) = Attribute::parse(text, at) {
            at = attribute.end;
            if at > MAX_TAG || (attribute.value.is_none() && !is_one_of(&BARE, &text[attribute.name])) {
                return None;
            }
        }
        at = skip_space(bytes, at);
        at += usize::from(bytes.get(at) == Some(&b'/'));
        (bytes.get(at) == Some(&b'>')).then(|| Self { text: &text[..=at], name })
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// What the tag does to the text around it.
    pub(super) fn separator(&self) -> &'static str {
        if is_one_of(&INLINE, self.name) {
            ""
        } else if is_one_of(&OBJECT, self.name) {
            " "
        } else {
            "\n"
        }
    }

    /// The values, as ranges of the tag, that a reader of the page sees, hears or can follow.
    pub(super) fn shown_values(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let text = self.text;
        let mut at = self.text.find(self.name).unwrap_or(0) + self.name.len();
        std::iter::from_fn(move || {
            let attribute = Attribute::parse(text, at)?;
            at = attribute.end;
            Some(attribute)
        })
        .filter(|attribute| is_one_of(&SHOWN, &text[attribute.name.clone()]))
        .filter_map(|attribute| attribute.value.filter(|value| !value.is_empty()))
    }
}

/// `name`, `name=value`, `name="value"`; ranges of the tag's text.
struct Attribute {
    name: Range<usize>,
    value: Option<Range<usize>>,
    end: usize,
}

impl Attribute {
    fn parse(text: &str, from: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let start = skip_space(bytes, from);
        let end = start + bytes[start..].iter().take_while(|byte| is_name(**byte)).count();
        if start == from || end == start {
            return None;
        }
        let name = start..end;
        let equals = skip_space(bytes, end);
        if bytes.get(equals) != Some(&b'=') {
            return Some(Self { name, value: None, end });
        }
        let open = skip_space(bytes, equals + 1);
        let limit = bytes.len().min(open + MAX_TAG);
        match bytes.get(open)? {
            quote @ (b'"' | b'\'') => {
                let close = bytes[open + 1..limit.max(open + 1)].iter().position(|byte| byte == quote)?;
                let value = open + 1..open + 1 + close;
                Some(Self { name, end: value.end + 1, value: Some(value) })
            }
            _ => {
                let len = bytes[open..limit]
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'<' | b'"'))?;
                Some(Self { name, end: open + len, value: Some(open..open + len) })
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'!' | b':' | b'_')
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take(MAX_TAG).take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Reads the entity that starts with the `&` at the start of `text`: its character and its length.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let body = &text[1..end];
    let c = match body.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(windows_1252(code)).filter(|&c| c != '\0')?
        }
        None => ENTITIES.iter().find(|(name, _)| *name == body)?.1,
    };
    Some((c, end + 1))
}

/// Browsers read the numbers of the C1 controls as the Windows characters people meant.
fn windows_1252(code: u32) -> u32 {
    match code {
        0x85 => 0x2026,
        0x91 => 0x2018,
        0x92 => 0x2019,
        0x93 => 0x201c,
        0x94 => 0x201d,
        0x95 => 0x2022,
        0x96 => 0x2013,
        0x97 => 0x2014,
        _ => code,
    }
}

/// The entities that editors write into running text.
#[rustfmt::skip] // a table reads better in full lines
const ENTITIES: [(&str, char); 101] = [
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("thinsp", '\u{2009}'), ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'), ("zwj", '\u{200d}'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'),
    ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("laquo", '«'), ("raquo", '»'), ("ndash", '–'),
    ("mdash", '—'), ("minus", '−'), ("hellip", '…'), ("bull", '•'), ("middot", '·'), ("copy", '©'),
    ("reg", '®'), ("trade", '™'), ("deg", '°'), ("micro", 'µ'), ("para", '¶'), ("sect", '§'),
    ("times", '×'), ("divide", '÷'), ("plusmn", '±'), ("frac12", '½'), ("frac14", '¼'),
    ("frac34", '¾'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'), ("euro", '€'), ("pound", '£'),
    ("yen", '¥'), ("cent", '¢'), ("hearts", '♥'), ("Agrave", 'À'), ("Aacute", 'Á'), ("Acirc", 'Â'),
    ("Atilde", 'Ã'), ("Auml", 'Ä'), ("Aring", 'Å'), ("AElig", 'Æ'), ("Ccedil", 'Ç'),
    ("Egrave", 'È'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Euml", 'Ë'), ("Iacute", 'Í'),
    ("Icirc", 'Î'), ("Iuml", 'Ï'), ("Ntilde", 'Ñ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'),
    ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("Oslash", 'Ø'), ("Uacute", 'Ú'), ("Uuml", 'Ü'), ("szlig", 'ß'),
    ("agrave", 'à'), ("aacute", 'á'), ("acirc", 'â'), ("atilde", 'ã'), ("auml", 'ä'),
    ("aring", 'å'), ("aelig", 'æ'), ("ccedil", 'ç'), ("egrave", 'è'), ("eacute", 'é'),
    ("ecirc", 'ê'), ("euml", 'ë'), ("igrave", 'ì'), ("iacute", 'í'), ("icirc", 'î'), ("iuml", 'ï'),
    ("ntilde", 'ñ'), ("ograve", 'ò'), ("oacute", 'ó'), ("ocirc", 'ô'), ("otilde", 'õ'),
    ("ouml", 'ö'), ("oslash", 'ø'), ("ugrave", 'ù'), ("uacute", 'ú'), ("ucirc", 'û'), ("uuml", 'ü'),
    ("yacute", 'ý'), ("yuml", 'ÿ'), ("oelig", 'œ'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_by_name_and_number() {
        assert_eq!(entity("&amp; x"), Some(('&', 5)));
        assert_eq!(entity("&#8217;s"), Some(('’', 7)));
        assert_eq!(entity("&#x1F382;"), Some(('🎂', 9)));
        assert_eq!(entity("&#146;"), Some(('’', 6)));
        for text in ["& co;", "&T;", "&", "&#0;", "&#xD800;", "&#;", "&amp", "&nosuchentity;"] {
            assert_eq!(entity(text), None, "{text}");
        }
    }

    #[test]
    fn tags_are_read_strictly() {
        let length = |text| Tag::parse(text).map(|tag| tag.len());
        assert_eq!(length("<p>x"), Some(3));
        assert_eq!(length("</STRONG >x"), Some(10));
        assert_eq!(length("<br/>"), Some(5));
        assert_eq!(length("<a href=\"x>y\" target=_blank>t"), Some(28));
        assert_eq!(length("<video controls loop>"), Some(21));
        for text in ["<3", "<Emma>", "<b", "<a patient>", "<p class=\"x", "< p>", "<", "</", "<p<b>"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn only_shown_values_are_kept() {
        let text = "<img class='c' alt=\"Emma\" id=x src=e.jpg title=''>";
        let values: Vec<_> = Tag::parse(text).unwrap().shown_values().map(|range| &text[range]).collect();
        assert_eq!(values, ["Emma", "e.jpg"]);
    }
}
