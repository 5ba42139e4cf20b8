//! Diagnoses and drills through the real binary, with real shells and real Pythons.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that fails stops")]

mod desk;
mod diagnose;
mod drill;
mod sabotage;
