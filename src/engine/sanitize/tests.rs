//! Bytes in, lines out.

use super::*;

fn feed(bytes: &[u8]) -> Transcript {
    let mut sanitizer = Sanitizer::new();
    sanitizer.feed(Stream::Out, bytes);
    sanitizer.finish();
    sanitizer.transcript()
}

fn text(bytes: &[u8]) -> String {
    feed(bytes).text()
}

#[test]
fn smoke() {
    assert_eq!(text(b"a\tb\r\nc"), "a\tb\nc\n");
}
