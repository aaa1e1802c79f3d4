//! Word vectors as a table of bytes, read in place; the build script writes it.
//!
//! An open hash table: some bits of a word's hash, then the figures of its vector. About half of it is empty.

/// The figures of a word vector.
pub(crate) const FIGURES: usize = 16;

/// A place of the table: a tag, 0 where there is no word, and the figures.
pub(crate) type Slot = [u8; TAG + FIGURES];

const TAG: usize = 4;

/// The figures of a word's vector, in parts of 127 of the largest.
pub(crate) type Vector = [i8; FIGURES];

/// The table of a file of vectors: a word and its figures a line, two hexadecimal digits each. An error is a line
/// and what is wrong with it.
pub(crate) fn write(text: &str, hash: impl Fn(&str) -> u64) -> Result<Vec<Slot>, (usize, String)> {
    let lines = || text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let mut slots = vec![[0; TAG + FIGURES]; (lines().count() * 3 / 2).next_power_of_two()];
    let last = slots.len() - 1;
    for (line, number) in lines() {
        let wrong = || (number, format!("a word, a tab and {} hexadecimal digits are wanted", 2 * FIGURES));
        let (word, figures) = line.split_once('\t').ok_or_else(wrong)?;
        let figures = read(figures).ok_or_else(wrong)?;
        let hash = hash(word);
        let mut at = hash as usize & last;
        while slots[at][..TAG] != [0; TAG] {
            if slots[at][..TAG] == tag(hash) {
                return Err((number, format!("{word} cannot be told from a word before it")));
            }
            at = (at + 1) & last;
        }
        let (tag, rest) = slots[at].split_at_mut(TAG);
        tag.copy_from_slice(&self::tag(hash));
        rest.copy_from_slice(&figures);
    }
    Ok(slots)
}

fn read(digits: &str) -> Option<[u8; FIGURES]> {
    let mut figures = [0; FIGURES];
    if digits.len() != 2 * FIGURES {
        return None;
    }
    for (at, figure) in figures.iter_mut().enumerate() {
        *figure = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(figures)
}

/// The bits of a hash that stand in the table; never 0.
fn tag(hash: u64) -> [u8; TAG] {
    ((hash >> 32) as u32 | 1).to_le_bytes()
}

/// The vector of the word with a hash.
pub(crate) fn find(slots: &[Slot], hash: u64) -> Option<Vector> {
    let last = slots.len().checked_sub(1)?;
    let tag = tag(hash);
    let mut at = hash as usize & last;
    loop {
        let (found, figures) = slots.get(at)?.split_first_chunk::<TAG>()?;
        if *found == [0; TAG] {
            return None;
        }
        if *found == tag {
            return figures.first_chunk().map(|figures| figures.map(u8::cast_signed));
        }
        at = (at + 1) & last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::hash;

    #[test]
    fn each_word_has_its_own_vector_and_others_have_none() {
        let line = |word: &str, first: u8| format!("{word}\t{first:02x}{}\n", "ff".repeat(FIGURES - 1));
        let words: Vec<String> = (0..100).map(|at| format!("word{at}")).collect();
        let text: String = words.iter().zip(0..).map(|(word, at)| line(word, at)).collect();
        let slots = write(&format!("# a comment\n{text}"), hash).unwrap();
        for (word, at) in words.iter().zip(0..) {
            let vector = find(&slots, hash(word)).unwrap();
            assert_eq!((vector[0], vector[1]), (at, -1), "{word}");
        }
        assert_eq!(find(&slots, hash("another")), None);
        assert_eq!(find(&[], hash("another")), None);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = |text: &str| write(text, hash).unwrap_err().0;
        assert_eq!(wrong("# a comment\nword ff"), 2);
        assert_eq!(wrong("word\tff"), 1);
        assert_eq!(wrong(&format!("word\t{}", "gg".repeat(FIGURES))), 1);
        let line = format!("word\t{}\n", "00".repeat(FIGURES));
        assert_eq!(wrong(&line.repeat(2)), 2);
    }
}
