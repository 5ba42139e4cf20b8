//! The program: a helper process where its first argument says so, else the command line.

use std::process::ExitCode;

use crashcart::runtime::process::{HELPER_ARGUMENT, helper};

fn main() -> ExitCode {
    match std::env::args_os().nth(1) {
        Some(argument) if argument == HELPER_ARGUMENT => helper::main(),
        _ => crashcart::cli::main(std::env::args_os()),
    }
}
