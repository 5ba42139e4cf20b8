//! The program: one of its own helper processes where the first argument says so, else the
//! command line.

use std::process::ExitCode;

use crashcart::runtime::process::{
    FOREGROUND_ARGUMENT, HELPER_ARGUMENT, WRAPPED_ARGUMENT, foreground, helper, wrapped,
};
use crashcart::runtime::terminal::{GUARDIAN_ARGUMENT, guardian};

fn main() -> ExitCode {
    match std::env::args_os().nth(1) {
        Some(argument) if argument == HELPER_ARGUMENT => helper::main(),
        Some(argument) if argument == FOREGROUND_ARGUMENT => foreground::main(),
        Some(argument) if argument == WRAPPED_ARGUMENT => wrapped::main(),
        Some(argument) if argument == GUARDIAN_ARGUMENT => guardian::main(),
        _ => crashcart::cli::main(std::env::args_os()),
    }
}
