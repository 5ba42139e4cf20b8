//! The arguments of every verb. What the verbs do is in a file each.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A terminal troubleshooting assistant for on-call engineers.
#[derive(Debug, Parser)]
#[command(
    name = "crashcart",
    version,
    about,
    long_about = "A terminal troubleshooting assistant for on-call engineers.\n\nWithout a verb it opens the screen, \
                  with the words given typed in. Type a symptom, open the case, run its checks, copy the fix.",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub struct Arguments {
    /// Words to search for on the screen
    pub query: Vec<String>,
    /// Refuse everything that is not read-only
    #[arg(long, global = true, env = "CRASHCART_READONLY", value_parser = clap::builder::FalseyValueParser::new())]
    pub readonly: bool,
    /// When to print in colour
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// When to print in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Rank the known cases for a few words
    Search(SearchArgs),
    /// Name the known cases in an error text
    Match(MatchArgs),
    /// Run a command untouched, then name the known cases in what it printed
    Exec(ExecArgs),
    /// List every case
    List(ListArgs),
    /// Show a case or a checklist
    Show(ShowArgs),
    /// Run the read-only checks of a case and say which cause it is
    ///
    /// Exit status: 0 every cause is ruled out, 3 a cause is confirmed, 4 something stayed open or could not
    /// be checked, 124 the same because time was over, 130 interrupted, 2 bad usage.
    Diagnose(DiagnoseArgs),
    /// Practise in a sandbox that is really broken, or prove the cases in such sandboxes
    ///
    /// Without an id it picks a drill at random and does not tell which. In the drill's shell,
    /// `crashcart drill done` checks whether it is mended.
    ///
    /// Exit status of --verify: 0 all proven, 1 something not proven, 4 something skipped, 130 interrupted.
    Drill(DrillArgs),
    /// Check packs of cases
    Lint(LintArgs),
    /// Print the keys of the screen as Markdown
    #[command(hide = true)]
    Keys,
    /// Draw the screen for a query as SVG
    #[command(hide = true)]
    Picture(PictureArgs),
    /// Print the JSON Schema of a content file
    Schema(SchemaArgs),
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The words; #tag, id: and cat: narrow
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print at most so many
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
}

/// Arguments of `match`.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// The text; standard input without it or with -
    pub file: Option<PathBuf>,
    /// Print JSON; with --follow one document a line
    #[arg(long)]
    pub json: bool,
    /// Go on reading, and print each case as it is first seen
    #[arg(long, short)]
    pub follow: bool,
    /// Then run the checks of the likely cases in the working folder
    #[arg(long, conflicts_with = "follow")]
    pub diagnose: bool,
    /// Print at most so many
    #[arg(long, default_value_t = 5)]
    pub limit: usize,
}

/// Arguments of `exec`.
#[derive(Debug, Args)]
pub struct ExecArgs {
    /// The command and its arguments, after --
    #[arg(required = true, last = true, value_name = "CMD")]
    pub command: Vec<OsString>,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only this category
    #[arg(long)]
    pub category: Option<String>,
    /// Only cases with this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// Only cases of this pack
    #[arg(long)]
    pub pack: Option<String>,
    /// List the checklists instead of the cases
    #[arg(long)]
    pub checklists: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id, e.g. HC-PY-002
    pub id: String,
    /// Print JSON
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// Print Markdown
    #[arg(long)]
    pub markdown: bool,
}

/// Arguments of `diagnose`.
#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    /// The id of the case, e.g. HC-PY-002
    pub id: String,
    /// An error text whose names fill parameters; - is standard input
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// A parameter, e.g. --param module=app; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub param: Vec<String>,
    /// The project's folder
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
    /// Seconds after which the diagnosis ends, whatever still runs
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `drill`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct DrillArgs {
    /// The id of a case, or `done` in a drill's shell; several with --verify
    pub ids: Vec<String>,
    /// List the drills
    #[arg(long, conflicts_with_all = ["verify", "matrix"])]
    pub list: bool,
    /// Prove the cases: matched, confirmed, nothing in the healthy world, mended
    #[arg(long)]
    pub verify: bool,
    /// Every case; the same as --verify without ids
    #[arg(long, requires = "verify", conflicts_with = "ids")]
    pub all: bool,
    /// Sandboxes at the same time
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub jobs: u8,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Write a `JUnit` report
    #[arg(long, value_name = "FILE", requires = "verify")]
    pub junit: Option<PathBuf>,
    /// Let every other case look into each broken sandbox, and write what they confirm there
    #[arg(long, value_name = "FILE")]
    pub matrix: Option<PathBuf>,
}

/// Arguments of `lint`.
#[derive(Debug, Args)]
pub struct LintArgs {
    /// Folders of packs, or single files
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print notes too, such as samples that other cases' signatures hit
    #[arg(long)]
    pub notes: bool,
}

/// Arguments of `picture`.
#[derive(Debug, Args)]
pub struct PictureArgs {
    /// The words to type
    pub query: Vec<String>,
    /// Columns and rows
    #[arg(long, default_value = "110x34")]
    pub size: String,
    /// An error text, as if it had been pasted
    #[arg(long)]
    pub evidence: Option<PathBuf>,
    /// Open the first hit and run every check, in the working folder
    #[arg(long)]
    pub run: bool,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Which kind of file
    #[arg(value_enum)]
    pub kind: SchemaKind,
}

/// The kinds of content files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// A case.
    Case,
    /// A checklist.
    Checklist,
    /// A pack's `pack.yaml`.
    Pack,
}

/// A number of seconds, also with a fraction: more than none, at most a week.
fn seconds(text: &str) -> Result<Duration, String> {
    const WEEK: f64 = 7.0 * 24.0 * 3600.0;
    let seconds = text.trim().trim_end_matches('s').parse::<f64>().ok();
    match seconds.filter(|seconds| *seconds > 0.0 && *seconds <= WEEK) {
        Some(seconds) => Ok(Duration::from_secs_f64(seconds)),
        None => Err("write a number of seconds such as 30 or 0.5".to_owned()),
    }
}
