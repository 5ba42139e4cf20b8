//! Verdict rules: what the outcome of a check proves. Applying them is `engine::judge`'s business.

/// A rule on the outcome of one check.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// When it speaks.
    pub when: Condition,
    /// What it then says of which causes.
    pub claims: Vec<Claim>,
    /// One sentence; `{{name}}` is filled from the captures.
    pub says: String,
    /// Outcomes on which it must speak: its proof.
    pub fires: Vec<SampleOutcome>,
    /// Outcomes on which it must not.
    pub silent: Vec<SampleOutcome>,
}

/// What a rule says of one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Key of the cause.
    pub cause: String,
    /// What is claimed.
    pub effect: Effect,
}

/// The three things that a rule can say of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is this.
    Confirms,
    /// It is not this.
    RulesOut,
    /// The check could not look.
    Cannot,
}

/// When a rule speaks.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The exit status is one of these.
    Exit(Vec<i32>),
    /// The whole output matches; named groups are captured.
    Output(String),
    /// The whole output does not match.
    Absent(String),
    /// A captured value, read as a number, compares so.
    Number(String, Comparison, f64),
    /// All of them hold, in order; captures of earlier ones are there for later ones.
    All(Vec<Condition>),
    /// One of them holds; the first that does gives the captures.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// An outcome written into the content to prove a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleOutcome {
    /// Exit status.
    pub exit: i32,
    /// Whole output.
    pub output: String,
}

impl Comparison {
    /// Every comparison with the operator that files use; longer operators come first.
    pub const ALL: [(&'static str, Self); 6] = [
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::Greater),
    ];

    /// The operator that files use.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("==", |(text, _)| text)
    }
}
