//! A key of the table put together from parts, without allocating.

/// Up to `BYTES` bytes.
#[derive(Clone, Copy)]
pub(super) struct Key<const BYTES: usize> {
    bytes: [u8; BYTES],
    length: usize,
}

impl<const BYTES: usize> Key<BYTES> {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; BYTES], length: 0 }
    }

    /// Adds bytes; false, and nothing added, if there is no room.
    pub(super) fn push(&mut self, bytes: &[u8]) -> bool {
        let end = self.length + bytes.len();
        let Some(room) = self.bytes.get_mut(self.length..end) else { return false };
        room.copy_from_slice(bytes);
        self.length = end;
        true
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_longer_than_its_buffer() {
        let mut key = Key::<8>::new();
        assert!(key.push(b"mc") && key.push(b"kay") && !key.push(b"four"));
        assert_eq!(key.bytes(), b"mckay");
    }
}
