//! Where crashcart runs: host, folder, SSH. Read once at the start.

use std::env;

use crate::app::model::Place;

/// Finds out where we are. What cannot be known is left out rather than guessed.
pub fn here(read_only: bool) -> Place {
    Place { host: host(), folder: folder(), ssh: is_ssh(), read_only }
}

/// True in a session that came over SSH.
pub fn is_ssh() -> bool {
    ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].iter().any(|name| env::var_os(name).is_some())
}

fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

fn folder() -> String {
    let Ok(folder) = env::current_dir() else { return "(deleted folder)".to_owned() };
    let shown = folder.display().to_string();
    match env::var("HOME") {
        Ok(home) if !home.is_empty() && home != "/" => match shown.strip_prefix(&home) {
            Some("") => "~".to_owned(),
            Some(rest) if rest.starts_with('/') => format!("~{rest}"),
            _ => shown,
        },
        _ => shown,
    }
}
