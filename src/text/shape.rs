//! What a word looks like.

/// What a word looks like and where it stands; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Shape(pub u16);

#[allow(dead_code)]
impl Shape {
    /// Starts with a capital, at least one small letter follows ("Emma", "McKay").
    pub const CAPITAL: Shape = Shape(1);
    /// Two capitals or more and no small letter ("EMMA", "DK").
    pub const ALL_CAPS: Shape = Shape(1 << 1);
    /// Letters, no capital.
    pub const LOWER: Shape = Shape(1 << 2);
    /// A single capital letter.
    pub const INITIAL: Shape = Shape(1 << 3);
    /// Has a digit.
    pub const DIGIT: Shape = Shape(1 << 4);
    /// Digits only.
    pub const NUMBER: Shape = Shape(1 << 5);
    /// Has a letter that is not ASCII in the folded copy.
    pub const FOREIGN: Shape = Shape(1 << 6);
    /// First word of a sentence.
    pub const SENTENCE_START: Shape = Shape(1 << 7);
    /// First word of a line.
    pub const LINE_START: Shape = Shape(1 << 8);
    /// A part of a hashtag.
    pub const IN_HASHTAG: Shape = Shape(1 << 9);
    /// A part of a handle.
    pub const IN_HANDLE: Shape = Shape(1 << 10);
    /// Inside a URL or e-mail address.
    pub const IN_LINK: Shape = Shape(1 << 11);
    /// Part of a file name, or of words joined by underscores like one.
    pub const IN_FILE_NAME: Shape = Shape(1 << 12);
    /// A small letter inside a word that then has a capital ("McKay", "iPhone").
    pub const INNER_CAPITAL: Shape = Shape(1 << 13);
    /// Has an apostrophe: it may be a possessive, or an elided word.
    pub const APOSTROPHE: Shape = Shape(1 << 14);
    /// Part of any mark.
    pub const IN_MARK: Shape =
        Shape(Self::IN_HASHTAG.0 | Self::IN_HANDLE.0 | Self::IN_LINK.0 | Self::IN_FILE_NAME.0);

    /// True where any bit of `other` is set.
    pub const fn has(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }
    pub const fn with(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }

    /// The shape of a word by its letters; a possessive `'s` does not count.
    pub(super) fn of(word: &str) -> Shape {
        let stem = &word[..stem_len(word)];
        let (mut capitals, mut small, mut letters, mut digits, mut chars) = (0, 0, 0, 0, 0);
        let mut shape = Shape::default();
        for c in stem.chars() {
            chars += 1;
            if c.is_lowercase() {
                small += 1;
            } else if c.is_uppercase() {
                capitals += 1;
                if small > 0 {
                    shape = shape.with(Shape::INNER_CAPITAL);
                }
            } else if c.is_ascii_digit() {
                digits += 1;
            }
            if c.is_alphabetic() {
                letters += 1;
                if !c.is_ascii() {
                    shape = shape.with(Shape::FOREIGN);
                }
            }
        }
        let starts_capital = stem.chars().next().is_some_and(char::is_uppercase);
        let add = |shape: Shape, holds: bool, bit: Shape| if holds { shape.with(bit) } else { shape };
        shape = add(shape, starts_capital && small > 0, Shape::CAPITAL);
        shape = add(shape, capitals >= 2 && small == 0, Shape::ALL_CAPS);
        shape = add(shape, letters > 0 && capitals == 0, Shape::LOWER);
        shape = add(shape, capitals == 1 && chars == 1, Shape::INITIAL);
        shape = add(shape, digits > 0, Shape::DIGIT);
        shape = add(shape, digits > 0 && digits == chars, Shape::NUMBER);
        add(shape, word.contains('\''), Shape::APOSTROPHE)
    }
}

/// The length of a word without a possessive `'s`.
pub(super) fn stem_len(word: &str) -> usize {
    match word.as_bytes() {
        [stem @ .., b'\'', b's' | b'S'] | [stem @ .., b'\''] if !stem.is_empty() => stem.len(),
        whole => whole.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let cases = [
            ("Emma", Shape::CAPITAL),
            ("Murphy's", Shape::CAPITAL.with(Shape::APOSTROPHE)),
            ("McKay", Shape::CAPITAL.with(Shape::INNER_CAPITAL)),
            ("iPhone", Shape::INNER_CAPITAL),
            ("EMMA", Shape::ALL_CAPS),
            ("DK's", Shape::ALL_CAPS.with(Shape::APOSTROPHE)),
            ("room", Shape::LOWER),
            ("J", Shape::INITIAL),
            ("14B", Shape::DIGIT),
            ("412", Shape::DIGIT.with(Shape::NUMBER)),
            ("3.5", Shape::DIGIT),
            ("26th", Shape::DIGIT.with(Shape::LOWER)),
            ("Мария", Shape::CAPITAL.with(Shape::FOREIGN)),
            ("日本", Shape::FOREIGN.with(Shape::LOWER)),
        ];
        for (word, shape) in cases {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }
}
