//! The scripts of all drills unpacked into a private folder, and the tools that they need.
//! Running them is `sandbox`'s business.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::content::Library;
use crate::domain::CaseId;
use crate::runtime::process::private::PrivateFolder;

/// The folder of the drills in a pack.
const DRILLS: &str = "drills/";
/// What all drills of a pack share.
const SHARED: &str = "lib";

/// The unpacked scripts; they go away with it.
#[derive(Debug)]
pub struct Kit {
    drills: BTreeMap<CaseId, Drill>,
    _folder: PrivateFolder,
}

/// The scripts of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// The folder of its scripts.
    pub scripts: PathBuf,
    /// The folder of what the drills of its pack share.
    pub shared: PathBuf,
    /// Third-party packages that it installs (`# needs:` in `break.sh`).
    pub needs: Vec<String>,
    /// Why no honest sandbox is possible, where that is so (the file `NONE`).
    pub none: Option<String>,
    /// It has a `fix.sh`: the case's fix is a command.
    pub has_fix: bool,
}

/// What the drills use of this machine.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    /// The Python that environments are made with.
    pub python: PathBuf,
    /// Its version, e.g. `3.12.1`.
    pub version: String,
    /// The version of the pip that comes with it; empty where it comes without.
    pub pip: String,
    /// A folder with wheels of third-party packages.
    pub wheels: Option<PathBuf>,
}

impl Kit {
    /// Unpacks the drills of every pack in the library.
    pub fn unpack(library: &Library) -> io::Result<Self> {
        let folder = PrivateFolder::create(&std::env::temp_dir(), "kit")?;
        let mut drills = BTreeMap::new();
        for (number, pack) in library.packs.iter().enumerate() {
            let root = folder.path().join(number.to_string());
            for file in &pack.source.files {
                let Some(path) = file.path.strip_prefix(DRILLS) else { continue };
                write(&root.join(path), &file.text)?;
                let Some((case, name)) = path.split_once('/') else { continue };
                let Some(id) = CaseId::new(case).filter(|_| case != SHARED) else { continue };
                let drill = drills.entry(id).or_insert_with(|| Drill {
                    scripts: root.join(case),
                    shared: root.join(SHARED),
                    needs: Vec::new(),
                    none: None,
                    has_fix: false,
                });
                match name {
                    "break.sh" => drill.needs = needs(&file.text),
                    "fix.sh" => drill.has_fix = true,
                    "NONE" => drill.none = Some(file.text.trim().to_owned()),
                    _ => {}
                }
            }
        }
        Ok(Self { drills, _folder: folder })
    }

    /// The drill of a case.
    pub fn drill(&self, case: &CaseId) -> Option<&Drill> {
        self.drills.get(case)
    }
}

impl Tools {
    /// Those that the environment names (`CRASHCART_DRILL_PYTHON`, `CRASHCART_DRILL_WHEELS`), else the
    /// `python3` on the PATH, without wheels.
    pub fn from_env() -> Result<Self, String> {
        let named = std::env::var_os("CRASHCART_DRILL_PYTHON").filter(|path| !path.is_empty());
        let asked = named.unwrap_or_else(|| OsString::from("python3"));
        // A shim or an active environment names the interpreter behind it.
        let probe = "import sys, platform\n\
                     print(getattr(sys, '_base_executable', '') or sys.executable)\n\
                     print(platform.python_version())\n\
                     try:\n    import ensurepip\n    print(ensurepip.version())\nexcept ImportError: print()";
        let output = Command::new(&asked).args(["-c", probe]).stdin(Stdio::null()).output();
        let shown = asked.display();
        let output =
            output.map_err(|error| format!("drills need Python 3, and {shown} cannot be run: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (Some(python), Some(version)) = (text.lines().next(), text.lines().nth(1)) else {
            return Err(format!("drills need Python 3, and {shown} does not answer like one"));
        };
        let wheels = std::env::var_os("CRASHCART_DRILL_WHEELS").filter(|path| !path.is_empty());
        let wheels = wheels.map(|folder| std::path::absolute(&folder).unwrap_or_else(|_| folder.into()));
        let pip = text.lines().nth(2).unwrap_or_default().to_owned();
        Ok(Self { python: python.into(), version: version.to_owned(), pip, wheels })
    }

    /// Why this drill cannot be made here; none if it can.
    pub fn missing(&self, drill: &Drill) -> Option<String> {
        let needs = drill.needs.join(" ");
        match &self.wheels {
            _ if drill.needs.is_empty() => None,
            Some(folder) if folder.is_dir() => None,
            Some(folder) => Some(format!("needs {needs}, and the folder {} is not there", folder.display())),
            None => Some(format!(
                "needs {needs}; run pip download -d FOLDER {needs} and set CRASHCART_DRILL_WHEELS to that folder"
            )),
        }
    }

    /// The PATH for sandboxes: ours without the environment that happens to be active.
    pub(super) fn path() -> OsString {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let active = std::env::var_os("VIRTUAL_ENV").map(|folder| Path::new(&folder).join("bin"));
        let folders = std::env::split_paths(&path).filter(|folder| Some(folder) != active.as_ref());
        std::env::join_paths(folders).unwrap_or_else(|_| path.clone())
    }
}

/// The packages named in a line `# needs: pytest ruff`.
fn needs(script: &str) -> Vec<String> {
    let lines = script.lines().filter_map(|line| line.trim().strip_prefix("# needs:"));
    lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(OsStr::new("."))))?;
    fs::write(path, text)
}
