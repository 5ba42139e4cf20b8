//! Finding and killing every descendant of this process, whatever session or group it went to.
//! Only for a process with one thread that is a child subreaper.

use std::collections::HashMap;
use std::fs;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, wait};

/// How long the sweep goes on with processes that do not die: those in the kernel's "D" state,
/// and those of another user.
const SWEEP_LIMIT: Duration = Duration::from_secs(2);
/// Processes named in a list; a fork bomb has thousands.
const NAMED: usize = 20;

/// Every living descendant as "process id, arguments".
pub(super) fn named() -> Vec<String> {
    let mut found = Vec::new();
    let tree = tree();
    let mut parents = vec![rustix::process::getpid().as_raw_pid()];
    while let Some(parent) = parents.pop() {
        for &child in tree.get(&parent).into_iter().flatten() {
            parents.push(child);
            if let Some(name) = name(child) {
                found.push((child, name));
            }
        }
    }
    found.sort_unstable();
    let more = found.len().saturating_sub(NAMED);
    let mut names: Vec<String> =
        found.into_iter().take(NAMED).map(|(pid, name)| format!("{pid} {name}")).collect();
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names
}

/// Kills children until there is none; their children become ours and follow. Returns the names
/// of those that would not die.
pub(super) fn sweep() -> Vec<String> {
    let until = Instant::now() + SWEEP_LIMIT;
    loop {
        let children = children();
        for &child in &children {
            if let Some(pid) = Pid::from_raw(child) {
                // A child that nobody but us can reap keeps its number, so this hits no other process.
                // EPERM (a set-uid program) shows in what is left at the end.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        match reap() {
            Reaped::NoChildren => return Vec::new(),
            _ if Instant::now() >= until => return named(),
            Reaped::Some => {}
            Reaped::None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

enum Reaped {
    NoChildren,
    None,
    Some,
}

fn reap() -> Reaped {
    let mut reaped = Reaped::None;
    loop {
        match wait(WaitOptions::NOHANG) {
            Ok(Some(_)) => reaped = Reaped::Some,
            Ok(None) => return reaped,
            Err(Errno::INTR) => {}
            Err(_) => return Reaped::NoChildren,
        }
    }
}

/// Our own children. The kernel lists them when built with `CONFIG_PROC_CHILDREN`.
fn children() -> Vec<i32> {
    let pid = rustix::process::getpid().as_raw_pid();
    match fs::read_to_string(format!("/proc/self/task/{pid}/children")) {
        Ok(list) => list.split_whitespace().filter_map(|child| child.parse().ok()).collect(),
        Err(_) => tree().remove(&pid).unwrap_or_default(),
    }
}

/// Children by parent, of all processes that are no zombies.
fn tree() -> HashMap<i32, Vec<i32>> {
    let mut tree: HashMap<i32, Vec<i32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        // "pid (name) state parent …"; the name may hold anything, brackets too.
        let Some((_, after)) = stat.rsplit_once(") ") else { continue };
        let mut fields = after.split(' ');
        let (state, parent) = (fields.next(), fields.next().and_then(|parent| parent.parse().ok()));
        if let (Some(state), Some(parent)) = (state, parent)
            && !matches!(state, "Z" | "X")
        {
            tree.entry(parent).or_default().push(pid);
        }
    }
    tree
}

/// The arguments of a process, cut at 200 characters, or its name.
fn name(pid: i32) -> Option<String> {
    let arguments = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let arguments = String::from_utf8_lossy(&arguments).replace('\0', " ");
    let text = match arguments.trim_end() {
        "" => fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim_end().to_owned(),
        text => text.chars().take(200).collect(),
    };
    Some(text)
}
