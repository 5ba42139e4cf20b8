//! Finding a card by its id, however sloppily it is typed: `py-2`, `hc-py-002`, `PY002`.
//! Words of texts are not looked at here.

/// The ids of a library in the form in which they are compared, sorted.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Document and the number of leading groups left out (`HC-PY-002` is also found as `py2`).
    keys: Vec<(u32, u8)>,
}

/// What an id search found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Documents with exactly this id.
    pub(super) exact: Vec<u32>,
    /// Documents whose id begins like this.
    pub(super) begun: Vec<u32>,
}

/// No more ids than this are listed for what may become one.
const MAX_BEGUN: usize = 200;

impl Ids {
    /// The table of `ids`; the text of an id is asked for again when it is needed, to keep the table small.
    pub(super) fn build(count: usize, id: &dyn Fn(u32) -> String) -> Self {
        let mut keys: Vec<(String, u32, u8)> = Vec::with_capacity(count * 2);
        for document in 0..count as u32 {
            let groups = groups(&id(document));
            let suffixes = groups.len().min(4) as u8;
            for skip in 0..suffixes {
                let rest = &groups[skip as usize..];
                let mixed = rest.len() > 1 && rest[0].starts_with(|first: char| first.is_alphabetic());
                if skip == 0 || (mixed && rest.iter().any(|group| is_number(group))) {
                    keys.push((rest.concat(), document, skip));
                }
            }
        }
        keys.sort_unstable();
        Self { keys: keys.into_iter().map(|(_, document, skip)| (document, skip)).collect() }
    }

    /// The documents whose id `typed` is, or may become. Nothing for what does not look like an id.
    pub(super) fn find(&self, typed: &str, id: &dyn Fn(u32) -> String) -> Found {
        let mut found = Found::default();
        let wanted = groups(typed).concat();
        if wanted.is_empty() || wanted.len() > 64 {
            return found;
        }
        let key = |entry: &(u32, u8)| groups(&id(entry.0))[entry.1 as usize..].concat();
        let start = self.keys.partition_point(|entry| key(entry) < wanted);
        for entry in self.keys[start..].iter().take(MAX_BEGUN) {
            let known = key(entry);
            if known == wanted {
                found.exact.push(entry.0);
            } else if known.starts_with(&wanted) {
                found.begun.push(entry.0);
            } else {
                break;
            }
        }
        found
    }

    /// Bytes held.
    pub(super) fn memory(&self) -> usize {
        self.keys.capacity() * 8
    }
}

/// True for text that may be an id by its shape: letters, and a digit or a dash after them.
pub(super) fn looks_like_id(typed: &str) -> bool {
    let shape = typed.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_ ".contains(letter));
    let mut rest = typed.chars().skip_while(char::is_ascii_alphabetic);
    let letters = typed.chars().take_while(char::is_ascii_alphabetic).count();
    shape && letters >= 2 && rest.any(|letter| letter.is_ascii_digit() || letter == '-')
}

/// Runs of letters and of digits in lower case, numbers without leading zeros.
fn groups(text: &str) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in text.chars().map(|letter| letter.to_ascii_lowercase()) {
        if letter.is_ascii_alphanumeric() {
            let joins = last.is_ascii_alphanumeric() && last.is_ascii_digit() == letter.is_ascii_digit();
            match groups.last_mut() {
                Some(group) if joins => group.push(letter),
                _ => groups.push(letter.to_string()),
            }
        }
        last = letter;
    }
    for group in &mut groups {
        if is_number(group) {
            *group = group.trim_start_matches('0').to_owned();
        }
    }
    groups
}

fn is_number(group: &str) -> bool {
    group.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Ids, looks_like_id};

    const IDS: [&str; 5] = ["HC-PY-002", "HC-PY-020", "HC-DEP-002", "HC-PROD-011", "CL-PY-RELEASE"];

    #[test]
    fn an_id_is_found_however_it_is_typed() {
        let id = |document: u32| IDS[document as usize].to_owned();
        let ids = Ids::build(IDS.len(), &id);
        for typed in ["HC-PY-002", "hc-py-002", "py-2", "PY002", "py 2", "hcpy2", "hc_py_2"] {
            assert_eq!(ids.find(typed, &id).exact, [0], "{typed}");
        }
        assert_eq!(ids.find("prod11", &id).exact, [3]);
        assert_eq!(ids.find("cl-py-release", &id).exact, [4]);
        assert_eq!(ids.find("hc-py", &id).begun, [0, 1]);
        assert_eq!(ids.find("hc-py-0", &id).begun, [0, 1]);
        assert!(ids.find("python3", &id).exact.is_empty());
        assert!(ids.find("", &id).begun.is_empty());
    }

    #[test]
    fn words_do_not_look_like_ids() {
        for (typed, expected) in
            [("py-2", true), ("PY002", true), ("hc-py", true), ("pip", false), ("2", false), ("a b", false)]
        {
            assert_eq!(looks_like_id(typed), expected, "{typed}");
        }
    }
}
