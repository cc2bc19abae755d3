//! How the heap grows where documents are read.
//!
//! What is here is for the GNU C library; others do not know the names, and to them the pieces taken are pieces like others.

use std::hint::black_box;

/// The settings of a process that reads many documents. It takes and gives back large pieces for each: asking the system for
/// them each time costs a tenth of a short one. And it touches a thousand pages of memory for a short document, each of which
/// the system has to find when it is touched first: large pages, which come with so much room at the end of the heap, save
/// another fifteenth.
pub(super) const OF_LONG_WORK: [(&str, &str); 5] = [
    ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
    ("MALLOC_ARENA_MAX", "1"),
    ("MALLOC_TOP_PAD_", "4194304"),
    ("MALLOC_TRIM_THRESHOLD_", "67108864"),
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
];

/// A piece that the heap has from the system by itself and gives back at once, in bytes.
const PIECE: usize = 8 << 20;

/// What a thread's heap has in stock for a short document, in bytes.
const STOCK: usize = 4 << 20;

/// With less memory, in bytes, a process gets no stock: a piece that it does not get changes how its heap grows.
const LEAST: u64 = 64 << 20;

/// Gives the heap of this thread a stock, where no setting does and the process may take so much `memory`: the heap of a thread
/// grows by a page at a time, which costs a short document a call of the system for each.
///
/// Once a piece was given back the heap keeps pieces of its size; the next, smaller one is thus of its own, and stays with it.
/// Nothing of them is touched: they cost no memory.
pub(super) fn stock(memory: u64) {
    let set = OF_LONG_WORK.iter().any(|(name, _)| std::env::var_os(name).is_some());
    if set || memory < LEAST {
        return;
    }
    for size in [PIECE, STOCK] {
        let mut piece = Vec::<u8>::new();
        // Without it the document is read with what there is.
        let _ = piece.try_reserve_exact(size);
        drop(black_box(piece));
    }
}
