//! One program with its arguments: does it change something?
//! Options decide: `sed` looks, `sed -i` writes.

use super::programs::{GIT_CHANGES, changing};
use super::scratch::Scratch;
use super::{bare, is_shell, is_sink, of_program};
use crate::engine::command::Word;

/// A program with its arguments.
pub(super) struct Call<'a> {
    /// Its name, without folder and version.
    pub name: &'a str,
    /// What follows the name.
    pub arguments: &'a [Word],
    /// Where it may write.
    pub scratch: &'a Scratch,
    /// Its input is a pipe or a here-document.
    pub fed: bool,
}

impl Call<'_> {
    fn text(&self, number: usize) -> String {
        self.arguments.get(number).map(|word| bare(&word.text)).unwrap_or_default()
    }

    fn has(&self, options: &[&str]) -> bool {
        self.arguments.iter().any(|word| {
            let text = bare(&word.text);
            options.contains(&text.as_str())
                || options.iter().any(|option| is_option_with_value(&text, option))
        })
    }

    /// Arguments that are neither options nor the folder or setting after `git -C` and `git -c`.
    fn operands(&self) -> Vec<&Word> {
        let mut operands = Vec::new();
        let mut before = String::new();
        for word in self.arguments {
            let text = bare(&word.text);
            let belongs = self.name == "git" && ["-C", "-c"].contains(&before.as_str());
            if !text.starts_with('-') && !belongs {
                operands.push(word);
            }
            before = text;
        }
        operands
    }

    /// The first argument that is no option: the subcommand of `git`, `apt` and the like. `service`
    /// has it after the name of the service.
    fn subcommand(&self) -> String {
        let number = usize::from(["service", "rc-service"].contains(&self.name));
        self.operands().get(number).map(|word| bare(&word.text)).unwrap_or_default()
    }

    /// True if everything that the program names lies in the scratch folder.
    fn in_scratch(&self) -> bool {
        let operands = self.operands();
        !operands.is_empty() && operands.iter().all(|word| self.scratch.holds(word))
    }

    /// For a program that runs the one in its arguments: where that one begins.
    pub fn wrapped(&self) -> Option<usize> {
        let options = || {
            let takes_value =
                |word: &Word| ["-n", "-u", "-I", "-s", "-k", "-P", "-L"].contains(&bare(&word.text).as_str());
            let mut at = 0;
            while let Some(word) = self.arguments.get(at) {
                let text = bare(&word.text);
                if text.starts_with('-') && text.len() > 1 {
                    at += if takes_value(word) { 2 } else { 1 };
                } else if self.name == "env" && text.contains('=') {
                    at += 1;
                } else {
                    break;
                }
            }
            at
        };
        match self.name {
            "sudo" | "doas" | "env" | "nohup" | "nice" | "ionice" | "time" | "command" | "exec"
            | "setsid" | "stdbuf" | "xargs" | "builtin" => Some(options()),
            // The duration stands before the program.
            "timeout" => Some(options() + 1),
            _ => None,
        }
    }

    /// The text of `sh -c '…'`.
    pub fn script(&self) -> Option<String> {
        let code = |word: &Word| {
            let text = bare(&word.text);
            text.starts_with('-') && !text.starts_with("--") && text.ends_with('c')
        };
        let at = self.arguments.iter().position(code).filter(|_| is_shell(self.name))?;
        self.arguments.get(at + 1).map(|word| bare(&word.text))
    }

    /// The words that change something, e.g. `git commit`.
    pub fn effect(&self) -> Option<String> {
        let changes = match self.name {
            "rm" | "rmdir" | "unlink" | "shred" | "mv" | "touch" | "mkdir" | "chmod" | "chown" | "chgrp"
            | "truncate" => !self.in_scratch(),
            "tee" => !self.in_scratch() && !self.operands().iter().all(|word| is_sink(&bare(&word.text))),
            "cp" | "ln" | "install" | "rsync" | "unzip" | "tar" | "zip" | "dd" => {
                return self.writes_a_target();
            }
            "kill" => !self.has(&["-0", "-l", "-L"]),
            "pkill" | "killall" | "mkfs" | "mount" | "umount" | "reboot" | "shutdown" | "halt"
            | "poweroff" | "useradd" | "userdel" | "usermod" | "passwd" | "iptables" | "nft" | "fdisk"
            | "parted" | "eval" | "pip-sync" | "renice" | "swapoff" => true,
            "sed" | "perl" | "ruby" => self.in_place(),
            "find" => self.has(&["-delete"]) || self.find_changes(),
            "curl" | "wget" => return self.download(),
            "crontab" => !self.has(&["-l"]),
            "sysctl" => {
                self.has(&["-w", "-p", "--system"])
                    || self.operands().iter().any(|word| word.text.contains('='))
            }
            "black" | "isort" => !self.has(&["--check", "--diff", "--check-only", "-c", "--version"]),
            "ruff" => match self.subcommand().as_str() {
                "format" => !self.has(&["--check", "--diff"]),
                "check" => self.has(&["--fix", "--unsafe-fixes", "--add-noqa"]) && !self.has(&["--diff"]),
                _ => false,
            },
            "autopep8" | "pyupgrade" | "yapf" => self.name == "pyupgrade" || self.has(&["-i", "--in-place"]),
            "pip-compile" => !self.has(&["--dry-run"]),
            _ if is_shell(self.name) => return self.shell(),
            _ if self.name.starts_with("mkfs") => true,
            _ => return self.managed(),
        };
        changes.then(|| self.name.to_owned())
    }

    /// `-i` among the options of `sed` and `perl`, alone or with others (`-ni.bak`).
    fn in_place(&self) -> bool {
        self.arguments.iter().map(|word| bare(&word.text)).any(|text| {
            let short = text.starts_with('-') && !text.starts_with("--");
            let letters = text.trim_start_matches('-');
            let leading = letters.split(|next: char| !next.is_ascii_alphabetic()).next().unwrap_or_default();
            (short && leading.contains('i')) || text.starts_with("--in-place")
        })
    }

    fn find_changes(&self) -> bool {
        let runs = |word: &Word| ["-exec", "-execdir", "-ok", "-okdir"].contains(&bare(&word.text).as_str());
        let Some(at) = self.arguments.iter().position(runs) else { return false };
        of_program(&self.arguments[at + 1..], false, self.scratch).is_some()
    }

    /// Programs that write what their last argument, or an option, names.
    fn writes_a_target(&self) -> Option<String> {
        let letters = self.text(0);
        let dash = letters.starts_with('-') || self.name == "tar";
        let mode = if dash { letters.trim_start_matches('-') } else { "" };
        let in_scratch = self.operands().last().is_some_and(|word| self.scratch.holds(word))
            || self
                .option_value(&["-C", "-d", "-t", "--directory"])
                .is_some_and(|word| self.scratch.holds(word));
        let reads = match self.name {
            "tar" => self.has(&["--list", "--to-stdout"]) || mode.contains('t') || mode.contains('O'),
            "unzip" => self.has(&["-l", "-p", "-t", "-v", "-Z"]) || mode.contains('l') || mode.contains('p'),
            "zip" => self.has(&["-T"]),
            "rsync" => self.has(&["-n", "--dry-run"]),
            "dd" => {
                let output = self.arguments.iter().find(|word| bare(&word.text).starts_with("of="));
                output.is_none_or(|word| is_sink(bare(&word.text).trim_start_matches("of=")))
            }
            _ => false,
        };
        (!reads && !in_scratch).then(|| self.name.to_owned())
    }

    /// The argument after one of these options.
    fn option_value(&self, options: &[&str]) -> Option<&Word> {
        let at = self.arguments.iter().position(|word| options.contains(&bare(&word.text).as_str()))?;
        self.arguments.get(at + 1)
    }

    /// `curl` and `wget` that write a file or send something.
    fn download(&self) -> Option<String> {
        let output = self.option_value(&["-o", "--output", "-O", "--output-document"]);
        let good = output.is_some_and(|word| {
            ["-", "/dev/null"].contains(&bare(&word.text).as_str()) || self.scratch.holds(word)
        });
        let reads_only = self.name == "wget"
            && (self.has(&["--spider"]) || self.arguments.iter().any(|word| bare(&word.text) == "-qO-"));
        let writes = match self.name {
            "wget" => !good && !reads_only,
            _ => !good && self.has(&["-o", "--output", "-O", "--remote-name", "-T", "--upload-file"]),
        };
        let method = self.option_value(&["-X", "--request"]).map(|word| bare(&word.text));
        let sends = self.has(&[
            "-d",
            "--data",
            "--data-raw",
            "--data-binary",
            "-F",
            "--form",
            "--post-data",
            "--post-file",
        ]) || method.is_some_and(|method| !["GET", "HEAD", "OPTIONS"].contains(&method.as_str()));
        (writes || sends).then(|| self.name.to_owned())
    }

    /// A shell whose commands come from a pipe, a here-document or nowhere.
    fn shell(&self) -> Option<String> {
        let hidden = self.fed && self.operands().is_empty();
        hidden.then(|| self.name.to_owned())
    }

    /// Package managers, services, version control: by subcommand.
    fn managed(&self) -> Option<String> {
        if self.name == "python" || self.name == "py" {
            return self.python();
        }
        let subcommand = self.subcommand();
        let dry = self.has(&["--dry-run", "--check", "--diff", "--simulate", "--just-print"]);
        let changes = match self.name {
            "pip" | "pipx" => self.pip_changes(&subcommand),
            "uv" => {
                let rest: Vec<String> = self.operands().iter().map(|word| bare(&word.text)).collect();
                match rest.first().map(String::as_str) {
                    Some("pip") => self.pip_changes(rest.get(1).map_or("", String::as_str)),
                    Some(first) => {
                        ["add", "remove", "sync", "lock", "init", "venv", "build", "publish"].contains(&first)
                    }
                    None => false,
                }
            }
            "git" => self.git_changes(&subcommand),
            _ => changing(self.name, &subcommand),
        };
        (changes && !dry).then(|| format!("{} {subcommand}", self.name).trim().to_owned())
    }

    /// `python -m pip install` and the like.
    fn python(&self) -> Option<String> {
        let module = self.arguments.iter().position(|word| bare(&word.text) == "-m")?;
        let only_options = self.arguments[..module].iter().all(|word| bare(&word.text).starts_with('-'));
        let rest = self.arguments.get(module + 1..).filter(|_| only_options)?;
        match self.text(module + 1).as_str() {
            "venv" | "build" | "ensurepip" | "compileall" | "virtualenv" => {
                let scratch = rest.iter().skip(1).any(|word| self.scratch.holds(word));
                (!scratch).then(|| format!("python -m {}", self.text(module + 1)))
            }
            "zipfile" | "tarfile" => {
                let writes = rest
                    .iter()
                    .any(|word| ["-c", "-e", "--create", "--extract"].contains(&bare(&word.text).as_str()));
                let scratch = rest.iter().any(|word| self.scratch.holds(word));
                (writes && !scratch).then(|| format!("python -m {}", self.text(module + 1)))
            }
            _ => of_program(rest, self.fed, self.scratch).map(|change| {
                change.what.trim_start_matches('`').split('`').next().unwrap_or_default().to_owned()
            }),
        }
    }

    fn pip_changes(&self, subcommand: &str) -> bool {
        let target =
            self.option_value(&["--target", "-t", "--prefix", "--root", "-d", "--dest", "-w", "--wheel-dir"]);
        let scratch = target.is_some_and(|word| self.scratch.holds(word));
        let second = self.operands().get(1).map(|word| bare(&word.text)).unwrap_or_default();
        match subcommand {
            "install" | "download" | "wheel" => !scratch && !self.has(&["--dry-run"]),
            "uninstall" | "inject" | "upgrade" | "sync" => true,
            "cache" => ["purge", "remove"].contains(&second.as_str()),
            "config" => ["set", "unset", "edit"].contains(&second.as_str()),
            _ => false,
        }
    }

    fn git_changes(&self, subcommand: &str) -> bool {
        let rest: Vec<String> = self.operands().iter().skip(1).map(|word| bare(&word.text)).collect();
        match subcommand {
            "stash" => !["list", "show"].contains(&rest.first().map_or("", String::as_str)),
            "branch" | "tag" => {
                self.has(&["-d", "-D", "-m", "-M", "-f", "--delete"])
                    || (!rest.is_empty()
                        && !self.has(&["--list", "-l", "--contains", "-a", "-r", "--merged"]))
            }
            "config" => rest.len() > 1 && !self.has(&["--get", "--get-all", "--list", "-l", "--get-regexp"]),
            "remote" => ["add", "remove", "rm", "set-url", "rename", "prune"]
                .contains(&rest.first().map_or("", String::as_str)),
            "worktree" => rest.first().is_some_and(|first| first != "list"),
            _ => GIT_CHANGES.split_whitespace().any(|known| known == subcommand),
        }
    }
}

/// True for `--output=x` where `option` is `--output`.
fn is_option_with_value(text: &str, option: &str) -> bool {
    option.starts_with("--") && text.strip_prefix(option).is_some_and(|rest| rest.starts_with('='))
}
