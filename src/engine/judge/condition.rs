//! Conditions: does a rule speak on this outcome, and what does it capture?
//! What then follows for the causes is decided in the rest of `engine::judge`.

use std::collections::BTreeMap;

use crate::domain::verdict::{Comparison, Condition};
use crate::engine::pattern::Patterns;

/// Named groups and what they matched.
pub type Captures = BTreeMap<String, String>;

/// What a condition found when it held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fired {
    /// What the patterns captured.
    pub captures: Captures,
    /// Where in the output each pattern matched, in bytes, with whether it captured something.
    pub places: Vec<(usize, bool)>,
}

/// What a command left behind, as a condition sees it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Its exit status; none if it never came to one.
    pub exit: Option<i32>,
    /// The whole output, standard output and error together, without escapes.
    pub output: &'a str,
    /// The command came to its end, so that what is not in the output is not there.
    pub complete: bool,
}

/// The captures if the condition holds for this outcome; none if it does not.
///
/// `output` is the whole output, standard output and error together, without escapes; `^` and `$`
/// match at line ends. A condition with a pattern that does not compile never holds, not even under
/// `not`: a broken rule claims nothing.
pub fn evaluate(when: &Condition, exit: i32, output: &str, patterns: &mut Patterns) -> Option<Captures> {
    let seen = Seen { exit: Some(exit), output, complete: true };
    prove(when, seen, patterns).map(|fired| fired.captures)
}

/// The same with the places that prove it. Of an incomplete output nothing is concluded from what is absent.
pub fn prove(when: &Condition, seen: Seen<'_>, patterns: &mut Patterns) -> Option<Fired> {
    Outcome { seen, patterns }.holds(when, &Fired::default()).ok().flatten()
}

/// A pattern of the condition does not compile.
struct Broken;

struct Outcome<'a> {
    seen: Seen<'a>,
    patterns: &'a mut Patterns,
}

impl Outcome<'_> {
    /// What is captured once the condition holds, with what earlier ones captured.
    fn holds(&mut self, when: &Condition, earlier: &Fired) -> Result<Option<Fired>, Broken> {
        let unchanged = |holds: bool| holds.then(|| earlier.clone());
        match when {
            Condition::Exit(codes) => Ok(unchanged(self.seen.exit.is_some_and(|exit| codes.contains(&exit)))),
            Condition::Output(pattern) => self.output(pattern, earlier),
            Condition::Absent(pattern) => {
                let regex = self.patterns.over_lines(pattern).ok_or(Broken)?;
                Ok(unchanged(self.seen.complete && !regex.is_match(self.seen.output)))
            }
            Condition::Number(name, comparison, number) => {
                let value = earlier.captures.get(name).and_then(|text| text.trim().parse::<f64>().ok());
                Ok(unchanged(value.is_some_and(|value| compares(value, *comparison, *number))))
            }
            Condition::All(all) => self.all(all, earlier),
            Condition::Any(any) => self.any(any, earlier),
            Condition::Not(not) => {
                let holds = self.holds(not, earlier)?.is_some();
                Ok(unchanged(self.seen.complete && !holds))
            }
        }
    }

    fn output(&mut self, pattern: &str, earlier: &Fired) -> Result<Option<Fired>, Broken> {
        let regex = self.patterns.over_lines(pattern).ok_or(Broken)?;
        let Some(found) = regex.captures(self.seen.output) else { return Ok(None) };
        let mut fired = earlier.clone();
        let before = fired.captures.len();
        for name in regex.capture_names().flatten() {
            if let Some(text) = found.name(name) {
                fired.captures.insert(name.to_owned(), text.as_str().to_owned());
            }
        }
        let start = found.get(0).map_or(0, |whole| whole.start());
        fired.places.push((start, fired.captures.len() > before));
        Ok(Some(fired))
    }

    fn all(&mut self, all: &[Condition], earlier: &Fired) -> Result<Option<Fired>, Broken> {
        let mut fired = earlier.clone();
        for condition in all {
            match self.holds(condition, &fired)? {
                Some(more) => fired = more,
                None => return Ok(None),
            }
        }
        Ok(Some(fired))
    }

    /// The first that holds gives the captures; the others are still looked at for broken patterns.
    fn any(&mut self, any: &[Condition], earlier: &Fired) -> Result<Option<Fired>, Broken> {
        let mut first = None;
        for condition in any {
            let fired = self.holds(condition, earlier)?;
            first = first.or(fired);
        }
        Ok(first)
    }
}

fn compares(value: f64, comparison: Comparison, number: f64) -> bool {
    match comparison {
        // Counts and versions as written in the content; nothing was computed that could be off.
        Comparison::Equal => value.total_cmp(&number).is_eq(),
        Comparison::NotEqual => value.total_cmp(&number).is_ne(),
        Comparison::Less => value < number,
        Comparison::AtMost => value <= number,
        Comparison::Greater => value > number,
        Comparison::AtLeast => value >= number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(pattern: &str) -> Condition {
        Condition::Output(pattern.to_owned())
    }

    fn check(when: &Condition, exit: i32, text: &str) -> Option<Vec<(String, String)>> {
        evaluate(when, exit, text, &mut Patterns::default()).map(|captures| captures.into_iter().collect())
    }

    #[test]
    fn exit_and_output_are_told_apart() {
        let when = Condition::All(vec![Condition::Exit(vec![1, 2]), output("^a=(?P<a>.*)$")]);
        assert_eq!(check(&when, 2, "x\na=1\ny"), Some(vec![("a".to_owned(), "1".to_owned())]));
        assert_eq!(check(&when, 0, "a=1"), None);
        assert_eq!(check(&when, 1, "b=1"), None);
    }

    #[test]
    fn numbers_come_from_captures() {
        let number = |comparison| Condition::Number("n".to_owned(), comparison, 3.0);
        let when = |comparison| Condition::All(vec![output(r"n=(?P<n>\S+)"), number(comparison)]);
        for (comparison, two, three, four) in [
            (Comparison::Equal, false, true, false),
            (Comparison::NotEqual, true, false, true),
            (Comparison::Less, true, false, false),
            (Comparison::AtMost, true, true, false),
            (Comparison::Greater, false, false, true),
            (Comparison::AtLeast, false, true, true),
        ] {
            let holds = |text| check(&when(comparison), 0, text).is_some();
            assert_eq!((holds("n=2"), holds("n=3.0"), holds("n=4")), (two, three, four), "{comparison:?}");
            assert!(!holds("n=many"), "{comparison:?}");
        }
        assert_eq!(check(&number(Comparison::NotEqual), 0, ""), None);
    }

    #[test]
    fn any_takes_the_captures_of_the_first_that_holds() {
        let when = Condition::Any(vec![output("b=(?P<x>.)"), output("a=(?P<x>.)")]);
        assert_eq!(check(&when, 0, "a=1 b=2"), Some(vec![("x".to_owned(), "2".to_owned())]));
        assert_eq!(check(&when, 0, "a=1"), Some(vec![("x".to_owned(), "1".to_owned())]));
        assert_eq!(check(&when, 0, ""), None);
    }

    #[test]
    fn absent_and_not_hold_when_nothing_is_there() {
        assert!(check(&Condition::Absent("x".to_owned()), 0, "abc").is_some());
        assert!(check(&Condition::Absent("b".to_owned()), 0, "abc").is_none());
        assert!(check(&Condition::Not(Box::new(output("x"))), 0, "abc").is_some());
    }

    #[test]
    fn nothing_follows_from_what_an_unfinished_command_did_not_print() {
        let cut = |when: &Condition| {
            let seen = Seen { exit: None, output: "a=1", complete: false };
            prove(when, seen, &mut Patterns::default()).is_some()
        };
        assert!(cut(&output("a=1")));
        assert!(!cut(&Condition::Absent("b".to_owned())));
        assert!(!cut(&Condition::Not(Box::new(output("b")))));
        assert!(!cut(&Condition::All(vec![output("a"), Condition::Absent("b".to_owned())])));
        assert!(!cut(&Condition::Exit(vec![0])));
    }

    #[test]
    fn a_broken_pattern_never_speaks() {
        let broken = output("(");
        for when in [
            Condition::Not(Box::new(broken.clone())),
            Condition::Any(vec![output("a"), broken.clone()]),
            Condition::Absent("(".to_owned()),
            broken,
        ] {
            assert_eq!(check(&when, 0, "abc"), None, "{when:?}");
        }
    }
}
