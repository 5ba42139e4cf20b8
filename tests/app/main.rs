//! The app without a terminal: keys in, effects, models and drawn screens out.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod dialogs;
mod panes;
mod runs;
mod screens;
mod stage;
mod verdicts;
