//! Ctrl-C, and being told to end: the batch in hand is finished, progress is noted, and only then the
//! command ends.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use phi_preflight::InputError;
use phi_preflight::bulk::{Opened, Output};

use crate::say;

/// How long a run that was told to stop may take to finish the batch in hand. One that waits for standard
/// input would wait for ever.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the run has been told to stop, and the lock that each write holds.
#[derive(Clone, Default)]
pub struct Interrupt {
    stop: Arc<AtomicBool>,
    writing: Arc<Mutex<()>>,
}

impl Interrupt {
    /// Listens from now on.
    pub fn listen() -> Result<Self, String> {
        let interrupt = Self::default();
        let heard = interrupt.clone();
        let handler = move || {
            if !heard.stop.swap(true, Ordering::SeqCst) {
                let heard = heard.clone();
                std::thread::spawn(move || heard.end_soon());
            }
        };
        ctrlc::set_handler(handler).map_err(|error| format!("signals cannot be listened to: {error}"))?;
        Ok(interrupt)
    }

    pub fn is_told_to_stop(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// An output whose writes are never cut in two by the end of the command.
    pub fn guard(&self, inner: Box<dyn Output>) -> Guarded {
        Guarded { inner, writing: Arc::clone(&self.writing) }
    }

    /// Ends the command between two writes. What has been written since progress was last noted is
    /// written again by the run that goes on from there.
    fn end_soon(&self) {
        std::thread::sleep(PATIENCE);
        let _whole = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        say("stopped while waiting for input");
        std::process::exit(2);
    }
}

/// See [`Interrupt::guard`].
pub struct Guarded {
    inner: Box<dyn Output>,
    writing: Arc<Mutex<()>>,
}

impl Output for Guarded {
    fn begin(&mut self, input: &Opened) -> Result<(), InputError> {
        self.inner.begin(input)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let _whole = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.put(bytes)
    }

    fn left_out(&mut self) {
        self.inner.left_out();
    }

    fn end(&mut self) -> io::Result<()> {
        let _whole = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.end()
    }

    fn settle(&mut self) -> io::Result<()> {
        self.inner.settle()
    }
}
