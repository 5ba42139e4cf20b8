//! The environment of commands: what makes them speak one language, page nothing and ask nobody.
//! What a person set on top of it comes with the request.

use std::ffi::OsString;

/// Variables that every command gets, in the order in which the screen lists them.
///
/// `LC_ALL` so that rules see the same words everywhere; pagers off because nobody turns the
/// page; prompts off because nobody sees them; Python unbuffered so that its lines come live.
pub fn defaults(columns: u16, rows: u16) -> Vec<(OsString, OsString)> {
    const FIXED: [(&str, &str); 15] = [
        ("LC_ALL", "C.UTF-8"),
        ("TERM", "xterm-256color"),
        ("PAGER", "cat"),
        ("GIT_PAGER", "cat"),
        ("MANPAGER", "cat"),
        ("SYSTEMD_PAGER", "cat"),
        ("DELTA_PAGER", "cat"),
        ("AWS_PAGER", ""),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("SSH_ASKPASS_REQUIRE", "never"),
        ("DEBIAN_FRONTEND", "noninteractive"),
        ("PIP_NO_INPUT", "1"),
        ("PIP_DISABLE_PIP_VERSION_CHECK", "1"),
        ("PYTHONUNBUFFERED", "1"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
    ];
    let mut variables: Vec<(OsString, OsString)> =
        FIXED.iter().map(|(name, value)| (name.into(), value.into())).collect();
    variables.push(("COLUMNS".into(), columns.to_string().into()));
    variables.push(("LINES".into(), rows.to_string().into()));
    variables
}
