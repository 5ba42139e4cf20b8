//! The runner with real processes through the real helper binary.

mod alone;
mod desk;
mod ends;
mod output;
mod starts;
mod terminals;
