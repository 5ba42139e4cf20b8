//! The state machine: events in, a changed model and effects out.
//! No input or output, no clock, no randomness, no drawing library.

pub mod action;
pub mod editor;
pub mod effect;
pub mod event;
pub mod key;
pub mod keymap;
pub mod model;
pub mod update;

pub use effect::Effect;
pub use event::Event;
pub use model::Model;
pub use update::update;
