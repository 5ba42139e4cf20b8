//! Drills: sandboxes in which a case's fault is real, to prove the case and to practise.
//! What the checks in them prove is decided in `engine::judge`; results are printed in `cli`.

mod kit;
mod matrix;
mod practice;
mod proof;
mod sandbox;

pub use kit::{Drill, Kit, Tools};
pub use matrix::{Hit, confirmed_elsewhere};
pub use practice::{Exercise, STATE_VARIABLE, now, practise};
pub use proof::{Proof, Status, Step, verify};
pub use sandbox::{Sandbox, World};
