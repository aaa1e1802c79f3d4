//! The instructions of a program, as the build script writes them and the library runs them: what to do, what
//! with, and where to go on.

/// A byte of a set.
pub(crate) const BYTES: u16 = 0;
/// Something has to stand around.
pub(crate) const LOOK: u16 = 1;
/// Notes where the group `value` starts or ends.
pub(crate) const MARK: u16 = 2;
/// Two ways to go on, the first first.
pub(crate) const CHOICE: u16 = 3;
pub(crate) const JUMP: u16 = 4;
pub(crate) const MATCH: u16 = 5;
pub(crate) const FAIL: u16 = 6;

// What looks around ask for.
pub(crate) const TEXT_START: u16 = 0;
pub(crate) const TEXT_END: u16 = 1;
pub(crate) const LINE_START: u16 = 2;
pub(crate) const LINE_END: u16 = 3;
/// The start or the end of a word.
pub(crate) const WORD_EDGE: u16 = 4;
pub(crate) const NO_WORD_EDGE: u16 = 5;
