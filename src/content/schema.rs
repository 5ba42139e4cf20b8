//! JSON Schemas of the three kinds of files, for editors and for finding unknown keys.
//! They come from the shapes in `content::format`, so they cannot say anything else than the parser.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::format::{CaseFile, ChecklistFile, PackFile};

/// The schema of `cases/*.yaml`.
pub fn case() -> Value {
    of::<CaseFile>()
}

/// The schema of `checklists/*.yaml`.
pub fn checklist() -> Value {
    of::<ChecklistFile>()
}

/// The schema of `pack.yaml`.
pub fn pack() -> Value {
    of::<PackFile>()
}

/// Name of the file under `assets/`, and the schema that belongs into it.
pub fn all() -> [(&'static str, Value); 3] {
    [("case.schema.json", case()), ("checklist.schema.json", checklist()), ("pack.schema.json", pack())]
}

/// A schema as it is written to its file.
pub fn to_text(schema: &Value) -> String {
    // A `Value` of strings and maps always has a text; an empty one would fail the test below.
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}

fn of<T: JsonSchema>() -> Value {
    // Draft 7 is what the YAML servers of editors read best.
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// To bring them up to date: `cargo run --example schemas`.
    #[test]
    fn the_files_in_assets_are_up_to_date() {
        for (name, schema) in all() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
            let stored = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                stored == to_text(&schema),
                "assets/{name} is out of date; run: cargo run --example schemas"
            );
        }
    }

    #[test]
    fn unknown_keys_are_refused_by_every_object_with_fixed_keys() {
        for (name, schema) in all() {
            let definitions = schema["definitions"].as_object().into_iter().flatten().map(|(_, value)| value);
            for object in definitions.chain([&schema]).filter(|value| value.get("properties").is_some()) {
                assert_eq!(object["additionalProperties"], Value::Bool(false), "{name}: {object}");
            }
        }
    }
}
