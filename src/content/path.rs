//! Paths: the way from the top of a file to one of its values.
//! Where that is in the text is `content::tree`'s business.

use std::fmt;

/// The way to a value, e.g. `diagnosis[0].verdicts[2].says`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(Vec<Step>);

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into the value of this key.
    Key(String),
    /// Into this item of a list, 0 is the first.
    Item(usize),
}

impl Path {
    /// The way on into the value of `name`.
    #[must_use]
    pub fn key(&self, name: impl Into<String>) -> Self {
        self.with(Step::Key(name.into()))
    }

    /// The way on into item `number`, 0 is the first.
    #[must_use]
    pub fn item(&self, number: usize) -> Self {
        self.with(Step::Item(number))
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

/// The way to the value of a top-level key.
pub fn at(name: &str) -> Path {
    Path::default().key(name)
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(name) if number == 0 => out.write_str(name)?,
                Step::Key(name) => write!(out, ".{name}")?,
                Step::Item(item) => write!(out, "[{item}]")?,
            }
        }
        Ok(())
    }
}
