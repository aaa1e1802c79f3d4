//! Sets of bytes, one bit each: what the build script writes into tables and the engine asks.

pub(crate) type ByteSet = [u8; 32];

/// The set of some bytes.
pub(crate) fn byte_set(bytes: impl IntoIterator<Item = u8>) -> ByteSet {
    let mut set = [0; 32];
    for byte in bytes {
        set[usize::from(byte / 8)] |= 1 << (byte % 8);
    }
    set
}

/// Whether a byte is in a set.
pub(crate) fn has(set: &ByteSet, byte: u8) -> bool {
    set[usize::from(byte / 8)] >> (byte % 8) & 1 == 1
}
