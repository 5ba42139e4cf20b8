//! crashcart: a terminal troubleshooting assistant for on-call engineers.
//!
//! Layers, each importing only those before it:
//! `domain` → `engine` → `content` → `app` → `runtime` and `ui` → `cli`.
//! `docs/architecture.md` has the map and the invariants.

pub mod app;
pub mod cli;
pub mod content;
pub mod domain;
pub mod engine;
pub mod runtime;
pub mod ui;
