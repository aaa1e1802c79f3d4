//! Texts made to be slow: each is one trap, repeated to a length.

/// The traps by name, with what is repeated.
pub const HOSTILE: &[(&str, &str)] = &[
    ("digits", "7"),
    ("spaced digits", "1 "),
    ("dashed digits", "1-"),
    ("colons", "1:"),
    ("letter digit", "A1 "),
    ("at signs", "@"),
    ("addresses", "a@"),
    ("capitals", "SMITH MARY "),
    ("names", "Mary Smith "),
    ("one name", "Zorblatt "),
    ("initials", "J. "),
    ("hashtags", "#teamnoah "),
    ("glued hashtag", "#praywithemmaandnoah"),
    ("links", "http://x.org/a?b=c "),
    ("schemes", "http://"),
    ("hosts", "x.com/"),
    ("brackets", "([{"),
    ("link brackets", "[x](y"),
    ("tags", "<b "),
    ("entities", "&amp"),
    ("combining marks", "e\u{301}\u{302}\u{303}"),
    ("marks only", "\u{301}"),
    ("joiners", "\u{200d}"),
    ("emoji", "👩\u{200d}⚕\u{fe0f}"),
    ("foreign letters", "Ж"),
    ("mixed letters", "aЖ"),
    ("one word", "a"),
    ("spaces", " "),
    ("line breaks", "\n"),
    ("full stops", "."),
    ("quotes", "'\""),
    ("labels", "mrn "),
    ("labelled", "mrn:1 "),
    ("dates", "March 4, "),
    ("ages", "93yo "),
    ("towns", "in Elko, NV "),
    ("streets", "14 Main Street "),
    ("care", "your root canal was "),
    ("people", "she he her patient our "),
    ("years", "1 year old "),
    ("ranges", "9a-1p, "),
    ("saints", "St. Mary's "),
    ("possessives", "Emma's "),
    ("particles", "de la "),
];

/// A trap of at least so many bytes.
pub fn hostile(trap: &str, bytes: usize) -> String {
    trap.repeat(bytes.div_ceil(trap.len().max(1)))
}
