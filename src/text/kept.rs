//! Lists that one draft leaves to the next, so that a scan allocates only for what it finds.
//!
//! A [`Kept`] list takes the room of one that was dropped before on the same thread, and gives it back
//! when it is dropped itself.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::thread::LocalKey;

/// How many lists of a kind a thread keeps, and how long a kept one may be: a long draft should not hold
/// its memory for ever.
const MOST: usize = 32;
const LONGEST: usize = 1 << 14;

/// Lists of a kind, empty, with their room.
pub(crate) type Shelf<T> = RefCell<Vec<Vec<T>>>;

/// What lists of it can be kept; [`keep!`] makes it so.
pub(crate) trait Keep: Sized + 'static {
    /// Where a thread keeps them.
    fn shelf() -> &'static LocalKey<Shelf<Self>>;
}

/// Lets lists of these types be kept.
macro_rules! keep {
    ($($kind:ty),+) => {
        $(impl $crate::text::Keep for $kind {
            fn shelf() -> &'static std::thread::LocalKey<$crate::text::Shelf<Self>> {
                std::thread_local! {
                    static SHELF: $crate::text::Shelf<$kind> = const { std::cell::RefCell::new(Vec::new()) };
                }
                &SHELF
            }
        })+
    };
}
pub(crate) use keep;

keep!(u8, u16, u64, usize, bool, std::ops::Range<usize>, [usize; 2], [u32; 3]);

/// A list with room that was another draft's.
#[derive(Debug, PartialEq)]
pub(crate) struct Kept<T: Keep>(Vec<T>);

impl<T: Keep> Kept<T> {
    /// An empty list.
    pub fn new() -> Self {
        // A thread that ends has no shelf any more.
        let kept = T::shelf().try_with(|shelf| shelf.borrow_mut().pop());
        Self(kept.ok().flatten().unwrap_or_default())
    }

    /// So many of the same.
    pub fn of(item: T, count: usize) -> Self
    where
        T: Clone,
    {
        let mut list = Self::new();
        list.resize(count, item);
        list
    }
}

impl<T: Keep> Default for Kept<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Keep + Clone> Clone for Kept<T> {
    fn clone(&self) -> Self {
        self.iter().cloned().collect()
    }
}

impl<T: Keep> FromIterator<T> for Kept<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::new();
        list.extend(items);
        list
    }
}

impl<T: Keep> Deref for Kept<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Keep> DerefMut for Kept<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Keep> Drop for Kept<T> {
    fn drop(&mut self) {
        let mut list = std::mem::take(&mut self.0);
        list.clear();
        if !(1..=LONGEST).contains(&list.capacity()) {
            return;
        }
        let _ = T::shelf().try_with(|shelf| {
            let mut shelf = shelf.borrow_mut();
            if shelf.len() < MOST {
                shelf.push(list);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing(#[allow(dead_code)] u32);
    keep!(Thing);

    #[test]
    fn a_list_takes_the_room_of_the_one_before() {
        let mut first = Kept::<Thing>::new();
        assert_eq!(first.capacity(), 0);
        first.reserve(100);
        first.push(Thing(7));
        let room = first.as_ptr();
        drop(first);
        let second: Kept<Thing> = (0..50).map(Thing).collect();
        assert_eq!((second.as_ptr(), second.len()), (room, 50));
        assert_eq!(Kept::<Thing>::new().capacity(), 0, "the room is taken");
    }

    #[test]
    fn the_room_of_a_long_list_is_not_kept() {
        struct Byte(#[allow(dead_code)] u8);
        keep!(Byte);
        let mut list = Kept::<Byte>::new();
        list.reserve(LONGEST + 1);
        drop(list);
        assert_eq!(Kept::<Byte>::new().capacity(), 0);
    }
}
