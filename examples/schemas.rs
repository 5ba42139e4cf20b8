//! Writes the JSON Schemas of cases, checklists and packs into `assets/`.

use std::path::Path;
use std::{fs, io};

use crashcart::content::schema;

fn main() -> io::Result<()> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    fs::create_dir_all(&assets)?;
    for (name, value) in schema::all() {
        fs::write(assets.join(name), schema::to_text(&value))?;
    }
    Ok(())
}
