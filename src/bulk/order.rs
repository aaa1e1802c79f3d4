//! Work in parallel, results in order, memory bounded.
//!
//! Workers take turns at the input, work on their batch alone, and hand it in. Whoever completes the next
//! batch in order passes on everything that is ready. A worker that is more than a window ahead of what
//! has been passed on waits, so no slow record makes finished ones pile up.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many batches a worker may be ahead of what has been passed on.
const WINDOW_PER_WORKER: u64 = 4;

/// Takes batches from `next` (false: the input has ended), puts each item through `work` on one of `jobs`
/// threads, and gives the results to `sink` in the order of the input, until it breaks.
pub(super) fn in_order<I: Send, O: Send>(
    jobs: usize,
    mut next: impl FnMut(&mut Vec<I>) -> bool + Send,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(Vec<O>) -> ControlFlow<()> + Send,
) {
    if jobs <= 1 {
        let mut batch = Vec::new();
        while next(&mut batch) {
            if sink(batch.drain(..).map(&work).collect()).is_break() {
                return;
            }
        }
        return;
    }
    let line = Line {
        input: Mutex::new(Input { next, taken: 0 }),
        output: Mutex::new(Output { sink, turn: 0, ready: BTreeMap::new(), stopped: false }),
        moved: Condvar::new(),
        window: jobs as u64 * WINDOW_PER_WORKER,
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| line.worker(&work));
        }
    });
}

struct Input<N> {
    next: N,
    /// How many batches have been taken.
    taken: u64,
}

struct Output<O, S> {
    sink: S,
    /// The batch that is passed on next.
    turn: u64,
    ready: BTreeMap<u64, Vec<O>>,
    stopped: bool,
}

struct Line<N, O, S> {
    input: Mutex<Input<N>>,
    output: Mutex<Output<O, S>>,
    moved: Condvar,
    window: u64,
}

impl<N, O, S> Line<N, O, S> {
    fn worker<I>(&self, work: &(impl Fn(I) -> O + Sync))
    where
        N: FnMut(&mut Vec<I>) -> bool,
        S: FnMut(Vec<O>) -> ControlFlow<()>,
    {
        let _guard = StopOnPanic(self);
        let mut batch = Vec::new();
        loop {
            let mut input = lock(&self.input);
            if !self.wait_for_room(input.taken) || !(input.next)(&mut batch) {
                return;
            }
            let number = input.taken;
            input.taken += 1;
            drop(input);
            let done = batch.drain(..).map(work).collect();
            self.hand_in(number, done);
        }
    }

    /// Waits until batch `number` may be begun; false where the work has been stopped. The worker that
    /// holds the batch whose turn it is never waits here, so the line always moves on.
    fn wait_for_room(&self, number: u64) -> bool {
        let output = lock(&self.output);
        let is_ahead = |output: &mut Output<O, S>| !output.stopped && number >= output.turn + self.window;
        let output = self.moved.wait_while(output, is_ahead).unwrap_or_else(PoisonError::into_inner);
        !output.stopped
    }

    fn hand_in(&self, number: u64, done: Vec<O>)
    where
        S: FnMut(Vec<O>) -> ControlFlow<()>,
    {
        let mut output = lock(&self.output);
        let Output { sink, turn, ready, stopped } = &mut *output;
        ready.insert(number, done);
        while let Some(batch) = ready.remove(turn).filter(|_| !*stopped) {
            *stopped = sink(batch).is_break();
            *turn += 1;
        }
        drop(output);
        self.moved.notify_all();
    }
}

/// A lock whose holder panicked is still taken: the panic stops the line and reaches the caller by the
/// end of the scope.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Without this, workers would wait for ever for the batch of one that panicked.
struct StopOnPanic<'l, N, O, S>(&'l Line<N, O, S>);

impl<N, O, S> Drop for StopOnPanic<'_, N, O, S> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(&self.0.output).stopped = true;
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn batches(total: usize) -> impl FnMut(&mut Vec<usize>) -> bool {
        let mut from = 0;
        move |batch| {
            let to = (from + 3).min(total);
            batch.extend(from..to);
            from = to;
            !batch.is_empty()
        }
    }

    #[test]
    fn results_keep_the_order_whatever_the_number_of_workers() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow = |item: usize| {
                if item.is_multiple_of(17) {
                    std::thread::sleep(Duration::from_millis(2));
                }
                item * 2
            };
            in_order(jobs, batches(500), slow, |done| {
                seen.extend(done);
                ControlFlow::Continue(())
            });
            assert_eq!(seen, (0..500).map(|item| item * 2).collect::<Vec<_>>(), "{jobs} jobs");
        }
    }

    #[test]
    fn a_slow_record_holds_the_input_back() {
        let (taken, passed, ahead) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let mut more = batches(3000);
        let next = |batch: &mut Vec<usize>| {
            let is_more = more(batch);
            taken.fetch_add(batch.len(), Ordering::SeqCst);
            let distance = taken.load(Ordering::SeqCst) - passed.load(Ordering::SeqCst);
            ahead.fetch_max(distance, Ordering::SeqCst);
            is_more
        };
        let work = |item: usize| {
            if item == 0 {
                std::thread::sleep(Duration::from_millis(60));
            }
        };
        in_order(2, next, work, |done| {
            passed.fetch_add(done.len(), Ordering::SeqCst);
            ControlFlow::Continue(())
        });
        assert_eq!(passed.load(Ordering::SeqCst), 3000);
        let bound = 3 * (2 * WINDOW_PER_WORKER as usize + 2);
        assert!(ahead.load(Ordering::SeqCst) <= bound, "{ahead:?} items ahead, {bound} at most");
    }

    #[test]
    fn breaking_stops_all_workers() {
        let mut passed = 0;
        in_order(
            4,
            batches(usize::MAX),
            |item| item,
            |done| {
                passed += done.len();
                if passed > 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert!(passed > 100 && passed < 120);
    }

    #[test]
    fn a_panic_reaches_the_caller_instead_of_hanging() {
        let run = std::panic::catch_unwind(|| {
            let work = |item: usize| assert!(item != 50, "a detector of the host panicked");
            in_order(3, batches(100_000), work, |_| ControlFlow::Continue(()));
        });
        assert!(run.is_err());
    }
}
