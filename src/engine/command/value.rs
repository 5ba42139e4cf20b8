//! Values of placeholders: what each type accepts.
//! A value may come from a pasted log, so it is checked whole, never searched for a good part.

use thiserror::Error;

use super::quote::is_safe;
use crate::domain::ParameterType;
use crate::domain::visible::is_plain;

/// Bytes of a value: Linux takes paths of 4 KiB, and no other type is longer.
pub const VALUE_BYTES: usize = 4096;

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ValueError {
    /// Nothing was given where something is needed.
    #[error("a value is needed")]
    Empty,
    /// More than `VALUE_BYTES`.
    #[error("the value has {0} bytes, {VALUE_BYTES} are allowed")]
    TooLong(usize),
    /// A control, format, bidi or invisible character.
    #[error("the value holds U+{code:04X}, which does not show or acts on the terminal", code = u32::from(*.0))]
    Character(char),
    /// An option in place of a value.
    #[error("a value may not begin with `-`, the command would take it for an option")]
    LeadingDash,
    /// Not of the type.
    #[error("this is not {0}")]
    Shape(&'static str),
}

/// Checks a value against its type. The empty value is of every type: a parameter whose default is
/// empty asks the command to find out by itself; `Template::fill` knows which do.
pub fn validate(kind: ParameterType, value: &str) -> Result<(), ValueError> {
    if value.len() > VALUE_BYTES {
        return Err(ValueError::TooLong(value.len()));
    }
    if let Some(bad) = value.chars().find(|character| !is_plain(*character)) {
        return Err(ValueError::Character(bad));
    }
    if value.starts_with('-') && kind != ParameterType::Text {
        return Err(ValueError::LeadingDash);
    }
    let good = value.is_empty() || has_shape(kind, value);
    if good { Ok(()) } else { Err(ValueError::Shape(expected(kind))) }
}

fn has_shape(kind: ParameterType, value: &str) -> bool {
    match kind {
        ParameterType::Module => value.split('.').all(is_identifier),
        ParameterType::Package => is_package(value),
        ParameterType::Requirement => is_requirement(value),
        ParameterType::Port => number(value).is_some_and(|port| port <= 65_535),
        // Linux counts to 2^22; other systems to less.
        ParameterType::Pid => number(value).is_some_and(|pid| (1..=4_194_304).contains(&pid)),
        ParameterType::Host => is_host(value),
        ParameterType::Word => value.bytes().all(is_safe),
        ParameterType::Path | ParameterType::File | ParameterType::Text | ParameterType::Secret => true,
    }
}

fn expected(kind: ParameterType) -> &'static str {
    match kind {
        ParameterType::Module => "a module name such as `app.core`",
        ParameterType::Package => "the name of a package such as `ruamel.yaml`, without a version",
        ParameterType::Requirement => "a requirement such as `requests[socks]>=2,<3`",
        ParameterType::Port => "a port from 0 to 65535",
        ParameterType::Pid => "a process id",
        ParameterType::Host => "a host name or address",
        ParameterType::Word => "one word of letters, digits and _ . / : @ % + = , -",
        ParameterType::Path | ParameterType::File => "a path",
        ParameterType::Text | ParameterType::Secret => "a line of text",
    }
}

/// A Python identifier; Python takes letters of every script.
fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|next| next == '_' || next.is_alphanumeric())
}

/// A name as PEP 508 has it.
fn is_package(text: &str) -> bool {
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    edge(text.bytes().next()) && edge(text.bytes().last()) && text.bytes().all(inner)
}

/// A name with extras and version ranges; no address and no marker, which could name anything.
fn is_requirement(text: &str) -> bool {
    let name_end = text.find(|next: char| !(next.is_ascii_alphanumeric() || "._-".contains(next)));
    let (name, rest) = text.split_at(name_end.unwrap_or(text.len()));
    let rest = rest.trim();
    let (extras, ranges) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((extras, ranges)) => (Some(extras), ranges.trim()),
        None => (None, rest),
    };
    let ranges = ranges.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(ranges);
    is_package(name)
        && extras.is_none_or(|extras| extras.split(',').all(|extra| is_package(extra.trim())))
        && (ranges.is_empty() || ranges.split(',').all(is_range))
}

/// `>= 2.0` and the like.
fn is_range(text: &str) -> bool {
    let text = text.trim();
    let sign = ["===", "==", "!=", "~=", "<=", ">=", "<", ">"].iter().find(|sign| text.starts_with(*sign));
    let version = sign.map(|sign| text[sign.len()..].trim());
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b".*+!_-".contains(&byte);
    version.is_some_and(|version| !version.is_empty() && version.bytes().all(good))
}

fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// A name, an IPv4 or an IPv6 address, the latter also in brackets or with a zone.
fn is_host(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"._:%-".contains(&byte);
    // RFC 1035: a name has at most 253 characters.
    !inner.is_empty() && inner.len() <= 253 && inner.bytes().all(good)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParameterType as T;

    #[test]
    fn each_type_takes_its_own_and_refuses_the_rest() {
        let table: [(T, &[&str], &[&str]); 10] = [
            (T::Module, &["app", "a.b_c", "_x", "größe"], &["a-b", "a..b", "1a", "a b", "a;id", ".a"]),
            (T::Package, &["requests", "ruamel.yaml", "A-1"], &["a b", "x[y]", "a==1", "_a", "a-", "a$(id)"]),
            (
                T::Requirement,
                &["a", "a==1", "a[b,c]>=2,<3", "a >= 2.0, != 2.1.*", "a~=1.0", "a (>=1)"],
                &["a @ https://x", "a; python_version<'3'", "==1", "a=1", "a[", "a>=", "a>=$(id)", "a b"],
            ),
            (T::Port, &["0", "65535"], &["65536", "-1", "1e3", " 1", "99999999999"]),
            (T::Pid, &["1", "4194304"], &["0", "4194305", "+1"]),
            (T::Host, &["a.b-c", "127.0.0.1", "::1", "[fe80::1%eth0]"], &["a b", "a/b", "a;id", "[]"]),
            (T::Word, &["a/b:c@1%+=,-"], &["a b", "a*", "$x", "~"]),
            (T::Path, &["/a b/'c", "*"], &["-rf", "a\nb"]),
            (T::Text, &["-rf $(x) `y`"], &["a\0b", "a\rb", "a\u{202E}b", "\x1b[2J", "a\u{200B}"]),
            (T::Secret, &["p@ss w0rd"], &["-x"]),
        ];
        for (kind, good, bad) in table {
            for value in good {
                assert_eq!(validate(kind, value), Ok(()), "{kind:?} {value}");
            }
            for value in bad {
                assert!(validate(kind, value).is_err(), "{kind:?} {value}");
            }
            assert_eq!(validate(kind, ""), Ok(()));
            assert_eq!(validate(kind, &"a".repeat(200_000)), Err(ValueError::TooLong(200_000)));
        }
    }

    #[test]
    fn the_code_point_is_named() {
        let error = validate(T::Text, "a\u{202E}").unwrap_err();
        assert!(error.to_string().contains("U+202E"), "{error}");
    }
}
