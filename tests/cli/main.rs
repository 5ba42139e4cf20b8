//! The binary from outside: verbs and their exit codes, and journeys through the screen in a real pty.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod call;
mod journeys;
mod pty;
mod verbs;
