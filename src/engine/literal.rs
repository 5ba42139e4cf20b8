//! The plain texts that every match of a pattern contains: what is looked for before the pattern runs.
//! Four hundred patterns on a megabyte take seconds; with their literals found first, milliseconds.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use super::pattern::PatternError;

/// Alternatives beyond which a set of literals is not widened: each costs a place in the search.
const ALTERNATIVES: usize = 16;
/// Alternatives of a choice written as such (`a|b|c`), where there is no other literal.
const BRANCHES: usize = 64;
/// Copies of a repeated part that are written out.
const COPIES: u32 = 4;
/// Members of a class that are tried one by one, as in `[12]`.
const CLASS_MEMBERS: u32 = 4;

/// A text that stands in a match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal {
    /// The text; in lower case if `ignore_case`.
    pub text: String,
    /// True if upper and lower case do not matter.
    ///
    /// Only ASCII letters are meant; two letters that Unicode folds into ASCII (`ſ` into `s` and the
    /// Kelvin sign into `k`) are not looked for. Neither stands in a log.
    pub ignore_case: bool,
}

/// The literals of which every match of `pattern` contains at least one; one for each branch of an
/// alternation. None if there are no such texts. The set with the longest shortest member is chosen.
///
/// ```
/// use crashcart::engine::literal::required_literals;
/// let found = required_literals(r"No module named '\w+'").unwrap().unwrap();
/// assert_eq!(found[0].text, "No module named '");
/// assert_eq!(required_literals(r"\d+").unwrap(), None);
/// ```
pub fn required_literals(pattern: &str) -> Result<Option<Vec<Literal>>, PatternError> {
    // Compiling checks the limits, so that no huge tree is walked below.
    super::pattern::compile(pattern, false)?;
    let hir = regex_syntax::parse(pattern)
        .map_err(|error| PatternError::Syntax { what: error.to_string(), at: 0..pattern.len() })?;
    let mut best = Needs::of(&hir).best();
    if let Some(set) = &mut best {
        for literal in set.iter_mut().filter(|literal| literal.ignore_case) {
            literal.text.make_ascii_lowercase();
        }
        set.sort();
        set.dedup();
    }
    Ok(best.filter(|set| set.iter().all(|literal| !literal.text.is_empty())))
}

/// What is known of the matches of a part of a pattern.
#[derive(Default)]
struct Needs {
    /// Every text that the part matches, if they are few.
    exact: Option<Vec<Literal>>,
    /// A set of texts of which every match contains one, if there is any.
    inner: Option<Vec<Literal>>,
}

impl Needs {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::exact(vec![literal("", false)]),
            HirKind::Literal(bytes) => match std::str::from_utf8(&bytes.0) {
                Ok(text) => Self::exact(vec![literal(text, false)]),
                Err(_) => Self::default(),
            },
            HirKind::Class(class) => Self { exact: class_members(class), inner: None },
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) => Self::of_repetition(repetition),
            HirKind::Concat(parts) => Self::of_concat(parts),
            HirKind::Alternation(branches) => Self::of_branches(branches),
        }
    }

    fn exact(set: Vec<Literal>) -> Self {
        Self { exact: Some(set), inner: None }
    }

    /// The better of the two sets.
    fn best(self) -> Option<Vec<Literal>> {
        better(self.exact, self.inner)
    }

    /// What may be absent is needed only as one of two texts, the other being none.
    fn of_repetition(repetition: &Repetition) -> Self {
        match (repetition.min, repetition.max) {
            (0, Some(1)) => {
                let exact = Self::of(&repetition.sub).exact;
                let with_none = |mut set: Vec<Literal>| {
                    set.push(literal("", false));
                    set
                };
                Self { exact: exact.map(with_none).filter(|set| set.len() <= ALTERNATIVES), inner: None }
            }
            (0, _) => Self::default(),
            _ => Self::of_parts(&repeated(repetition)),
        }
    }

    fn of_concat(parts: &[Hir]) -> Self {
        let expand = |part| match Hir::kind(part) {
            HirKind::Repetition(repetition) if repetition.min > 0 => repeated(repetition),
            _ => vec![Some(part)],
        };
        Self::of_parts(&parts.iter().flat_map(expand).collect::<Vec<_>>())
    }

    /// Neighbours with few texts are joined into longer ones; every other neighbour, and a gap, ends
    /// the run.
    fn of_parts(parts: &[Option<&Hir>]) -> Self {
        let mut run = vec![literal("", false)];
        let mut inner = None;
        let mut whole = true;
        for part in parts {
            let needs = part.map(Self::of).unwrap_or_default();
            inner = better(inner, needs.inner);
            match needs.exact {
                Some(set) if set.len() * run.len() <= ALTERNATIVES => run = join(&run, &set),
                exact => {
                    inner = better(inner, Some(run));
                    whole = false;
                    run = exact.unwrap_or_else(|| vec![literal("", false)]);
                }
            }
        }
        if whole {
            Self { exact: Some(run), inner }
        } else {
            Self { exact: None, inner: better(inner, Some(run)) }
        }
    }

    /// Each branch has to give something.
    fn of_branches(branches: &[Hir]) -> Self {
        let needs: Vec<Self> = branches.iter().map(Self::of).collect();
        let count: usize = needs.iter().filter_map(|branch| branch.exact.as_ref()).map(Vec::len).sum();
        if count <= BRANCHES && needs.iter().all(|branch| branch.exact.is_some()) {
            return Self::exact(needs.into_iter().filter_map(|branch| branch.exact).flatten().collect());
        }
        let sets: Option<Vec<Vec<Literal>>> = needs.into_iter().map(Self::best).collect();
        let all: Option<Vec<Literal>> = sets.map(|sets| sets.into_iter().flatten().collect());
        Self { exact: None, inner: all.filter(|set| set.len() <= BRANCHES) }
    }
}

/// A repetition of at least one as its copies. What may come between the first and the last ones is
/// a gap: `x+` begins with an `x` and ends with one, which may be the same.
fn repeated(repetition: &Repetition) -> Vec<Option<&Hir>> {
    let sub: &Hir = &repetition.sub;
    let copies = repetition.min.min(COPIES) as usize;
    let mut parts = vec![Some(sub); copies];
    if repetition.max != Some(repetition.min) || repetition.min > COPIES {
        parts.push(None);
        parts.push(Some(sub));
    }
    parts
}

fn literal(text: &str, ignore_case: bool) -> Literal {
    Literal { text: text.to_owned(), ignore_case }
}

/// Every text of `left` followed by every one of `right`.
fn join(left: &[Literal], right: &[Literal]) -> Vec<Literal> {
    let pair = |one: &Literal, other: &Literal| Literal {
        text: format!("{}{}", one.text, other.text),
        ignore_case: one.ignore_case || other.ignore_case,
    };
    left.iter().flat_map(|one| right.iter().map(move |other| pair(one, other))).collect()
}

/// The set whose shortest text is longer; of equals the smaller one.
fn better(one: Option<Vec<Literal>>, other: Option<Vec<Literal>>) -> Option<Vec<Literal>> {
    let worth = |set: &Vec<Literal>| {
        let shortest = set.iter().map(|literal| literal.text.len()).min().unwrap_or(0);
        (shortest, std::cmp::Reverse(set.len()))
    };
    match (one, other) {
        (Some(one), Some(other)) => Some(if worth(&other) > worth(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The members of a small class; a letter in both cases counts as one that ignores case.
fn class_members(class: &Class) -> Option<Vec<Literal>> {
    let mut members: Vec<char> = Vec::new();
    let Class::Unicode(class) = class else { return None };
    for range in class.ranges() {
        let width = u32::from(range.end()) - u32::from(range.start()) + 1;
        if width + members.len() as u32 > CLASS_MEMBERS {
            return None;
        }
        members.extend(range.start()..=range.end());
    }
    let lower = members.iter().find(|member| member.is_ascii_lowercase());
    if let Some(lower) = lower.filter(|lower| is_one_letter(&members, **lower)) {
        return Some(vec![literal(&lower.to_string(), true)]);
    }
    Some(members.iter().map(|member| literal(&member.to_string(), false)).collect())
}

/// True if the members are one ASCII letter in both cases, with what Unicode folds into it.
fn is_one_letter(members: &[char], lower: char) -> bool {
    let folds = |member: &char| match member {
        'ſ' => lower == 's',
        '\u{212A}' => lower == 'k',
        _ => member.to_ascii_lowercase() == lower,
    };
    members.len() > 1 && members.iter().all(folds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(pattern: &str) -> Vec<String> {
        let set = required_literals(pattern).unwrap().unwrap_or_default();
        set.iter().map(|one| format!("{}{}", if one.ignore_case { "~" } else { "" }, one.text)).collect()
    }

    #[test]
    fn finds_the_longest_text_of_a_line() {
        assert_eq!(found(r"(?P<package>\S+) \S+ has requirement .*, but you"), [" has requirement "]);
        assert_eq!(found(r"a+bcde{2,}"), ["abcdee"]);
        assert_eq!(found(r"x{2}y[ :]+z"), ["xxy ", "xxy:"]);
        assert_eq!(found(r"^\s*(foo)?bar$"), ["bar", "foobar"]);
        assert_eq!(found("TCH?00[12]"), ["TC001", "TC002", "TCH001", "TCH002"]);
    }

    #[test]
    fn takes_one_text_of_each_branch() {
        assert_eq!(found("Unsatisfiable|Found conflicts!"), ["Found conflicts!", "Unsatisfiable"]);
        assert_eq!(found(r"No module named (\d+|imp)"), ["No module named "]);
        assert_eq!(found(r"x\d+|yy\d+"), ["x", "yy"]);
        assert_eq!(found(r"abc\d|\d+"), [""; 0]);
        assert_eq!(found("(have|are) conflicting"), ["are conflicting", "have conflicting"]);
    }

    #[test]
    fn letters_in_both_cases_ignore_case() {
        assert_eq!(found("(?i)Kernel Sock"), ["~kernel sock"]);
        assert_eq!(found("[Rr]esolution"), ["~resolution"]);
        assert_eq!(found("port [12]0"), ["port 10", "port 20"]);
    }

    #[test]
    fn gives_nothing_where_nothing_is_needed() {
        for pattern in [r"\d+", ".*", "(foo)?", "foo|", "", "[a-z]{4}", "a{0,3}"] {
            assert_eq!(found(pattern), [""; 0], "{pattern}");
        }
    }

    #[test]
    fn stays_small_for_nested_choices() {
        let pattern = "(a|b)(c|d)(e|f)(g|h)(i|j)(k|l)(m|n)";
        assert!(required_literals(pattern).unwrap().unwrap().len() <= ALTERNATIVES);
    }

    proptest! {
        /// Whatever a pattern matches contains one of its literals.
        #[test]
        fn every_match_contains_a_literal(
            pattern in "((ab|cd|e?f|[gh]+|(ij){1,2}|(ij){2}|(gh){2,}|k|(?i:lm)|\\.|n*){1,4})(\\||x)?([op]q)?",
            text in "[a-qLMx.|]{0,24}",
        ) {
            let regex = regex::Regex::new(&pattern).unwrap();
            if let (Some(hit), Ok(Some(set))) = (regex.find(&text), required_literals(&pattern)) {
                let hit = hit.as_str();
                let lower = hit.to_ascii_lowercase();
                let holds = |one: &Literal| if one.ignore_case { lower.contains(&one.text) } else { hit.contains(&one.text) };
                prop_assert!(set.iter().any(holds), "{pattern} on {hit}: {set:?}");
            }
        }
    }
}
