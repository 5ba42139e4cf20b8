//! Putting text on the clipboard that the person pastes from: through tmux, the terminal (OSC 52),
//! the local display, or a helper program. What is said afterwards claims no more than is known.

mod native;
mod osc52;
mod tmux;

use std::env;
use std::ffi::OsString;
use std::sync::Mutex;

use crate::app::event::Tone;

/// How a text went, or that it did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The tone of the sentence.
    pub tone: Tone,
    /// By which route, and what is known of its arrival.
    pub text: String,
    /// Bytes that must be written to the terminal, between two frames.
    pub terminal: Option<Vec<u8>>,
}

/// The ways that may be tried (`CRASHCART_CLIPBOARD`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Whatever reaches the person.
    Auto,
    /// Only the display and helper programs of this machine.
    Native,
    /// Only the terminal.
    Osc52,
    /// None.
    Off,
}

/// What the environment tells about the ways out.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Inside tmux.
    pub tmux: bool,
    /// Inside GNU screen.
    pub screen: bool,
    /// Over SSH.
    pub ssh: bool,
    /// A local display.
    pub display: bool,
}

/// The clipboard; one lives as long as the program, because on X11 the text dies with its owner.
#[derive(Default)]
pub struct Clipboard {
    native: Mutex<native::Native>,
}

impl Mode {
    /// The mode that the environment asks for; an unknown word counts as `auto`.
    pub fn from_env() -> Self {
        match env::var("CRASHCART_CLIPBOARD").as_deref() {
            Ok("native") => Self::Native,
            Ok("osc52") => Self::Osc52,
            Ok("off") => Self::Off,
            _ => Self::Auto,
        }
    }
}

impl Surroundings {
    /// What this process's environment tells.
    pub fn from_env() -> Self {
        let has = |name: &str| env::var_os(name).is_some_and(|value: OsString| !value.is_empty());
        Self {
            tmux: has("TMUX"),
            screen: has("STY"),
            ssh: crate::runtime::place::is_ssh(),
            display: has("DISPLAY") || has("WAYLAND_DISPLAY") || cfg!(target_os = "macos"),
        }
    }
}

impl Clipboard {
    /// Sends a text off; `what` names it in the sentence that comes back. May take up to half a second.
    pub fn copy(&self, what: &str, text: &str, mode: Mode, around: &Surroundings) -> Sent {
        let size = format!("{what}, {} bytes", text.len());
        if mode == Mode::Off {
            return bad("copying is switched off (CRASHCART_CLIPBOARD=off); v shows the text to select");
        }
        let mut problems = Vec::new();
        for route in routes(mode, around) {
            match self.try_route(route, text, around) {
                Ok((how, terminal)) => {
                    return Sent { tone: Tone::Good, text: format!("{size} {how}"), terminal };
                }
                Err(problem) => problems.push(problem),
            }
        }
        bad(&format!("not copied: {}; s or > FILE keeps it", problems.join("; ")))
    }

    fn try_route(
        &self,
        route: Route,
        text: &str,
        around: &Surroundings,
    ) -> Result<(String, Option<Vec<u8>>), String> {
        match route {
            Route::Tmux => tmux::load_buffer(text).map(|()| {
                ("sent to tmux, which passes it to your terminal if that allows it".to_owned(), None)
            }),
            Route::Osc52 => osc52::sequence(text, around)
                .map(|bytes| ("sent through the terminal (OSC 52, unconfirmed)".to_owned(), Some(bytes))),
            Route::Display => {
                let mut native = self.native.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                native.copy(text).map(|()| ("copied to the clipboard of this display".to_owned(), None))
            }
            Route::Helper => native::helper(text).map(|name| (format!("given to {name}"), None)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    Tmux,
    Osc52,
    Display,
    Helper,
}

/// The routes to try, best first. Over SSH a native copy would "succeed" on the remote side, where nobody sees it.
fn routes(mode: Mode, around: &Surroundings) -> Vec<Route> {
    let terminal = if around.tmux { vec![Route::Tmux, Route::Osc52] } else { vec![Route::Osc52] };
    let native = if around.display { vec![Route::Display, Route::Helper] } else { vec![Route::Helper] };
    match mode {
        Mode::Off => Vec::new(),
        Mode::Osc52 => terminal,
        Mode::Native => native,
        Mode::Auto if around.ssh => terminal,
        Mode::Auto if around.display => [native, terminal].concat(),
        Mode::Auto => terminal,
    }
}

fn bad(text: &str) -> Sent {
    Sent { tone: Tone::Bad, text: text.to_owned(), terminal: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_ssh_the_terminal_comes_first_and_the_remote_display_never() {
        let around = Surroundings { ssh: true, display: true, ..Surroundings::default() };
        assert_eq!(routes(Mode::Auto, &around), [Route::Osc52]);
        let around = Surroundings { tmux: true, ..around };
        assert_eq!(routes(Mode::Auto, &around), [Route::Tmux, Route::Osc52]);
    }

    #[test]
    fn a_local_display_comes_before_the_terminal() {
        let around = Surroundings { display: true, ..Surroundings::default() };
        assert_eq!(routes(Mode::Auto, &around)[0], Route::Display);
        assert_eq!(routes(Mode::Auto, &Surroundings::default()), [Route::Osc52]);
    }

    #[test]
    fn off_says_so() {
        let sent = Clipboard::default().copy("x", "text", Mode::Off, &Surroundings::default());
        assert_eq!(sent.tone, Tone::Bad);
        assert!(sent.terminal.is_none());
    }
}
