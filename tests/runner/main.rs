//! The runner with real processes through the real helper binary.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that fails stops")]

mod alone;
mod desk;
mod ends;
mod output;
mod speed;
mod starts;
mod terminals;
