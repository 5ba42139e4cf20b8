//! What stands in front of a line in life: colours, container names, build steps, timestamps, levels, quote marks.
//! Taking it off leaves the line that the program printed.

use std::borrow::Cow;

/// Prefixes that may stand in front of each other.
const LAYERS: usize = 5;

/// The line without colours and without the prefixes that are recognised.
pub fn clean(line: &str) -> Cow<'_, str> {
    let plain = without_escapes(line);
    let mut rest: &str = plain.trim();
    for _ in 0..LAYERS {
        let shorter = STRIPPERS.iter().fold(rest, |rest, strip| strip(rest).unwrap_or(rest)).trim_start();
        if shorter.len() == rest.len() || shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    if rest.len() == line.len() { Cow::Borrowed(line) } else { Cow::Owned(rest.to_owned()) }
}

/// Takes off one kind of prefix, or nothing.
type Stripper = fn(&str) -> Option<&str>;

const STRIPPERS: [Stripper; 7] = [quote_mark, build_step, container, actions, timestamp, syslog_host, level];

/// Terminal escape sequences: CSI and OSC, and single-character ones.
fn without_escapes(line: &str) -> Cow<'_, str> {
    if !line.contains('\x1b') {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character != '\x1b' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('[') => {
                characters.by_ref().find(|next| ('\x40'..='\x7e').contains(next));
            }
            Some(']') => {
                characters.by_ref().find(|next| matches!(next, '\x07' | '\x1b'));
            }
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// pytest's `E   ` and `>   `, quoted mail and Markdown `> `, the bars of trees (`| `, `│ `), npm's `npm ERR! `.
fn quote_mark(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix("E  ") {
        return Some(rest);
    }
    ["> ", ">", "| ", "│ ", "┃ ", "╰─> ", "× ", "✘ ", "- "].iter().find_map(|mark| line.strip_prefix(mark))
}

/// `BuildKit`'s `#9 147.6 ` and its log excerpt's `147.6 `.
fn build_step(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('#') {
        let rest = rest.trim_start_matches(|character: char| character.is_ascii_digit());
        let rest = rest.strip_prefix(' ')?;
        return Some(seconds(rest).unwrap_or(rest));
    }
    // `3.11 is not supported` is no time: BuildKit prints four digits or more.
    let digits = line.bytes().take_while(|byte| *byte != b' ').filter(u8::is_ascii_digit).count();
    seconds(line).filter(|_| digits >= 4)
}

/// `147.6 ` in front.
fn seconds(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(' ')?;
    let (whole, part) = number.split_once('.')?;
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(part)).then_some(rest)
}

/// docker compose's `app_1  | `, kubectl's `[pod/app-1/app] `.
fn container(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix("[pod/") {
        return rest.split_once("] ").map(|(_, rest)| rest);
    }
    let (name, rest) = line.split_once("| ")?;
    let name = name.trim_end();
    let good = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    (!name.is_empty() && name.len() <= 64 && name.chars().all(good)).then_some(rest)
}

/// GitHub Actions' `##[error]` and `::error::`, GitLab's `section_end`.
fn actions(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix("##[") {
        return rest.split_once(']').map(|(_, rest)| rest);
    }
    line.strip_prefix("::error::").or_else(|| line.strip_prefix("::warning::"))
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// ISO 8601 and its relatives, `Mar 11 09:22:17`, `[17/Sep/2024 08:14:52]`, `09:22:17,123`, in brackets or not.
fn timestamp(line: &str) -> Option<&str> {
    if let Some((inside, rest)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
        let digits = inside.bytes().filter(u8::is_ascii_digit).count();
        return (inside.len() <= 40 && digits >= 6 && inside.contains(':')).then_some(rest);
    }
    let stamp = "0123456789-:/.,+TZ ";
    let start = MONTHS.iter().find_map(|name| line.strip_prefix(name)).unwrap_or(line);
    let end = start.find(|character: char| !stamp.contains(character)).unwrap_or(start.len());
    // What follows the last blank may belong to the message.
    let blank = start[..end].rfind(' ')?;
    let (head, rest) = start.split_at(blank);
    let digits = head.bytes().filter(u8::is_ascii_digit).count();
    let parts = head.bytes().filter(|byte| *byte == b':').count();
    (digits >= 6 && parts >= 1).then_some(rest)
}

/// syslog's `host program[123]: `.
fn syslog_host(line: &str) -> Option<&str> {
    let (head, rest) = line.split_once("]: ")?;
    let (name, pid) = head.rsplit_once('[')?;
    let plain = |text: &str| {
        text.chars().all(|character| character.is_ascii_alphanumeric() || " -_.@/".contains(character))
    };
    (name.split(' ').count() <= 2 && plain(name) && pid.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(rest)
}

/// `ERROR `, `[error] `, `WARNING:app:` and the like.
fn level(line: &str) -> Option<&str> {
    const LEVELS: [&str; 8] = ["ERROR", "WARNING", "WARN", "INFO", "DEBUG", "CRITICAL", "FATAL", "NOTICE"];
    let open = line.strip_prefix('[').unwrap_or(line);
    let name = LEVELS
        .iter()
        .find(|name| open.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))?;
    let rest = &open[name.len()..];
    if open.len() < line.len() {
        return rest.strip_prefix(']');
    }
    // `ERROR: ` is pip's and others' own wording and stays; ` ERROR ` and `ERROR:root:` are a logger's.
    if let Some(rest) = rest.strip_prefix(':') {
        let (logger, rest) = rest.split_once(':')?;
        let good = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
        return (!logger.is_empty() && logger.chars().all(good)).then_some(rest);
    }
    let upper = line.starts_with(name);
    rest.strip_prefix(' ').filter(|_| upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_of_life_are_taken_off() {
        let wanted = "ModuleNotFoundError: No module named 'app'";
        for prefix in [
            "",
            "E   ",
            "E       ",
            "> ",
            "#9 147.6 ",
            "147.6 ",
            "app_1  | ",
            "web-1 | 2024-09-17 08:14:52,331 ERROR ",
            "2024-09-17T08:14:52.331Z ",
            "2024-09-17T08:14:52.331+02:00 ERROR ",
            "[2024-09-17 08:14:52,331] ERROR ",
            "Mar 11 09:22:17 edge-04 app[20931]: ",
            "[ERROR] ",
            "ERROR:root:",
            "##[error]",
            "\x1b[31m",
            "  | ",
            "[pod/api-6f5bdc7b9d-8kk4t/api] ",
            "[17/Sep/2024 08:14:52] ",
        ] {
            assert_eq!(clean(&format!("{prefix}{wanted}")), wanted, "prefix {prefix:?}");
        }
    }

    #[test]
    fn messages_keep_their_own_words() {
        for line in [
            "ERROR: Cannot install app==1 and lib==2",
            "error: subprocess-exited-with-error",
            "12 passed, 1 failed",
            "3.11 is not supported",
            "WARNING: Retrying (Retry(total=4))",
        ] {
            assert_eq!(clean(line), line);
        }
    }

    #[test]
    fn a_line_of_prefixes_only_is_not_emptied_by_force() {
        assert_eq!(clean("> "), ">");
        assert_eq!(clean(""), "");
    }
}
