//! Where what is written goes: one stream, or a file for each input.

use std::io::{self, Write};

use super::input::Opened;
use crate::error::InputError;

/// Takes what is written, in the order of the input.
///
/// Everything that can be written to takes it as one stream; [`Copies`](super::Copies) makes files of it.
pub trait Output: Send {
    /// What comes from now on belongs to this input.
    ///
    /// # Errors
    /// Where there is no place for it. What belongs to it is then passed over, and the run goes on.
    fn begin(&mut self, input: &Opened) -> Result<(), InputError> {
        let _ = input;
        Ok(())
    }

    /// Takes some bytes, whole records of them.
    ///
    /// # Errors
    /// Where they cannot be written; the run then ends.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// A record of the input could not be read, and is left out.
    fn left_out(&mut self) {}

    /// The input has ended.
    ///
    /// # Errors
    /// Where what belongs to it cannot be written; the run then ends.
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Hands everything on that was put, as far as a run that goes on from here has to rely on it.
    ///
    /// # Errors
    /// Where it cannot be written; the run then ends.
    fn settle(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write + Send> Output for W {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn settle(&mut self) -> io::Result<()> {
        self.flush()
    }
}
