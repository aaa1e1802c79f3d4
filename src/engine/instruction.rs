//! The instructions of a program, as the build script writes them and the library runs them: what to do, what
//! with, where to go on, and where else.

/// Numbers of an instruction.
pub(crate) const NUMBERS: usize = 4;

/// A byte of a set.
pub(crate) const BYTES: u16 = 0;
/// Something has to stand around.
pub(crate) const LOOK: u16 = 1;
/// Notes where the group `value` starts or ends.
pub(crate) const MARK: u16 = 2;
/// Two ways to go on, the first first; with the set of bytes that the first can go on with, or [`ANY`].
pub(crate) const CHOICE: u16 = 3;
pub(crate) const JUMP: u16 = 4;
pub(crate) const MATCH: u16 = 5;
pub(crate) const FAIL: u16 = 6;
/// A byte between two: the lower one, and 256 times the higher one.
pub(crate) const RANGE: u16 = 7;
/// A byte of a set follows; it is not passed.
pub(crate) const PEEK: u16 = 8;

/// No set: whatever follows.
pub(crate) const ANY: u16 = u16::MAX;

// What looks around ask for.
pub(crate) const TEXT_START: u16 = 0;
pub(crate) const TEXT_END: u16 = 1;
pub(crate) const LINE_START: u16 = 2;
pub(crate) const LINE_END: u16 = 3;
/// The start or the end of a word.
pub(crate) const WORD_EDGE: u16 = 4;
pub(crate) const NO_WORD_EDGE: u16 = 5;
