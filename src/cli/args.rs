//! The arguments of every verb. What the verbs do is in a file each.

use std::ffi::OsString;
use std::path::PathBuf;

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
