//! Owns the escapes of characters that XML cannot hold, where the library would confuse them.
//!
//! A spreadsheet keeps U+0001 as `_x0001_`, and a text that reads like that as `_x005F_x0001_`.
//! The library does both, but takes `_x0041` before a U+0001 for harmless, and the two together
//! would come back as another text.

/// The length of ` xml:space="preserve"`, which keeps blanks at either end.
const SPACE_BYTES: u64 = 21;

/// Whether the library would write something that reads back differently.
pub fn are_ambiguous(text: &str) -> bool {
    text.contains("_x") && text.contains(is_escaped)
}

/// Escapes every underline that could begin an escape; the rest is left to the library.
pub fn disambiguated(text: &str) -> String {
    text.replace("_x", "_x005F_x")
}

/// About how many bytes the text takes in XML, and not less.
pub fn bytes_in_xml(text: &str) -> u64 {
    let bytes = |byte: u8| match byte {
        b'&' | b'<' | b'>' | b'_' => 7,
        // The first byte of U+FFFE and U+FFFF is among these.
        0..=0x1f | 0xef => 14,
        _ => 1,
    };
    let is_framed = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let frame = if is_framed { SPACE_BYTES } else { 0 };
    frame + text.bytes().map(bytes).sum::<u64>()
}

fn is_escaped(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
