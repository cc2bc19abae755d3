//! The predefined CMaps, for this library and for its build script, which lays some of them out as tables.

use hayro_cmap::{CMapName, load_embedded};

/// UniGB-UCS2-H with the middle dot of names and slogans, which Adobe's has not.
const UNIGB_UCS2_H: &[u8] = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /UniGB-UCS2-H-0 usecmap \
    /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (GB1) def /Supplement 4 def end def \
    /CMapName /UniGB-UCS2-H def /CMapType 1 def 1 begincodespacerange <0000> <ffff> endcodespacerange \
    1 begincidchar <00b7> 99 endcidchar endcmap";

/// The CMap of a name.
pub(crate) fn cmap(name: CMapName<'_>) -> Option<&'static [u8]> {
    match name {
        CMapName::UniGbUcs2H => Some(UNIGB_UCS2_H),
        CMapName::Custom(b"UniGB-UCS2-H-0") => load_embedded(CMapName::UniGbUcs2H),
        other => load_embedded(other),
    }
}
