//! Finding `{{name}}` in any text, and replacing it in prose.
//! In commands a value must be quoted by its place; that is `Template::fill`'s business.

use std::ops::Range;

/// Bytes of a name, so that a stray `{{` is cheap.
const NAME_BYTES: usize = 64;

/// The placeholder that begins at byte `at` of `text`: its name and its end. Names are lower case,
/// digits, `-` and `_` and begin with a letter; `{{.Names}}` and `{{ x }}` are none.
pub fn starts_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?.strip_prefix("{{")?;
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    let length = rest.bytes().take(NAME_BYTES + 1).take_while(|byte| good(*byte)).count();
    let name = &rest[..length];
    let whole = rest[length..].starts_with("}}") && length <= NAME_BYTES;
    (whole && name.starts_with(|first: char| first.is_ascii_lowercase())).then(|| (name, at + length + 4))
}

/// Every placeholder of a text, with its bytes.
pub fn find(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("{{")) {
        let start = at + next;
        match starts_at(text, start) {
            Some((name, end)) => {
                found.push((name, start..end));
                at = end;
            }
            None => at = start + 1,
        }
    }
    found
}

/// A sentence with its placeholders replaced in one pass; those without a value stay as they are.
///
/// ```
/// use crashcart::engine::command::placeholder::replace;
/// let said = replace("{{package}} needs {{what}}", |name| (name == "package").then(|| "flask".to_owned()));
/// assert_eq!(said, "flask needs {{what}}");
/// ```
pub fn replace(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (name, span) in find(text) {
        if let Some(value) = value(name) {
            out.push_str(&text[done..span.start]);
            out.push_str(&value);
            done = span.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_placeholders() {
        let names = |text| find(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("{{a}} {{a-b_2}} {{.Names}} {{ x }} {{X}} {{2}} {{}} {{open"), ["a", "a-b_2"]);
        assert_eq!(names("{{{x}}}"), ["x"]);
        assert_eq!(names(&format!("{{{{{}}}}}", "n".repeat(65))), [""; 0]);
    }

    #[test]
    fn values_are_not_looked_at_again() {
        assert_eq!(replace("{{a}}{{b}}", |name| Some(format!("{{{{{name}{name}}}}}"))), "{{aa}}{{bb}}");
    }
}
