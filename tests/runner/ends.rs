//! How runs end: status, signals, time limits, stops, and what is left behind.

use crashcart::domain::RunEnd;

use crate::desk::run;

#[test]
fn status_and_output_arrive() {
    let seen = run("echo hello; echo oops >&2; exit 3");
    assert_eq!(seen.end, RunEnd::Exit(3));
    assert!(seen.text().contains("hello\n"), "{seen:?}");
    assert!(seen.text().contains("oops\n"));
    assert!(seen.pid.is_some());
}
