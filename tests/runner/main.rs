//! The runner with real processes through the real helper binary.

mod desk;
mod ends;
