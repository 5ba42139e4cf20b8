//! Programs that change something, by subcommand.
//! Programs that need a look at their options are in `call`.

/// Subcommands of `git` that change files, history or a server.
pub(super) const GIT_CHANGES: &str = "add am apply checkout cherry-pick clean clone commit fetch filter-branch gc init merge \
    mv pull push rebase reset restore revert rm submodule switch update-index update-ref";

/// Programs, and those of their subcommands that change something.
const CHANGING: [(&str, &str); 8] = [
    (
        "systemctl service rc-service launchctl supervisorctl",
        "start stop restart reload enable disable mask unmask kill daemon-reload edit set-property \
         load unload update reset-failed",
    ),
    (
        "apt apt-get yum dnf apk pacman zypper brew snap dpkg rpm port",
        "install remove purge update upgrade dist-upgrade full-upgrade autoremove add del \
         reinstall clean erase refresh link unlink",
    ),
    (
        "conda mamba micromamba poetry pipenv pdm hatch npm yarn pnpm cargo gem pyenv",
        "install remove uninstall update upgrade add create sync lock publish version clean build \
         new init i ci global local",
    ),
    (
        "docker podman nerdctl",
        "rm rmi stop kill restart start run build pull push prune exec create pause unpause \
         rename tag load cp commit",
    ),
    (
        "kubectl oc helm",
        "apply delete edit patch scale rollout drain cordon uncordon create replace label \
         annotate set taint exec install upgrade uninstall rollback",
    ),
    ("pre-commit", "run install uninstall autoupdate clean gc"),
    ("twine flit", "upload publish register"),
    ("alembic terraform ansible-playbook", "upgrade downgrade apply destroy stamp revision"),
];

/// True if this subcommand of the program changes something.
pub(super) fn changing(program: &str, subcommand: &str) -> bool {
    let among = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    CHANGING.iter().any(|(programs, subcommands)| among(programs, program) && among(subcommands, subcommand))
}
