//! Every unknown and every missing key of a file at once; the parser stops at the first.
//! What keys there are is taken from the JSON Schema, which comes from the parser's own shapes.

use serde_json::Value;

use crate::content::path::Path;
use crate::content::resolve::Issue;
use crate::content::suggest;
use crate::content::tree::{Kind, Node};

/// What is wrong with the keys of a file.
pub fn check(tree: &Node, schema: &Value) -> Vec<Issue> {
    let mut walk = Walk { root: schema, issues: Vec::new() };
    walk.node(tree, schema, &Path::default());
    walk.issues
}

struct Walk<'a> {
    root: &'a Value,
    issues: Vec<Issue>,
}

impl<'a> Walk<'a> {
    fn node(&mut self, node: &Node, schema: &'a Value, path: &Path) {
        let schema = self.fitting(schema, node);
        match &node.kind {
            Kind::Map(entries) => self.map(entries, schema, path),
            Kind::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.node(item, &schema["items"], &path.item(number));
                }
            }
            Kind::Scalar(_) => {}
        }
    }

    fn map(&mut self, entries: &[(Node, Node)], schema: &'a Value, path: &Path) {
        let properties = schema["properties"].as_object();
        let names = || properties.into_iter().flatten().map(|(name, _)| name.as_str());
        for (key, value) in entries {
            let Some(name) = key.text() else { continue };
            let below = path.key(name);
            if let Some(known) = properties.and_then(|properties| properties.get(name)) {
                self.node(value, known, &below);
            } else if schema["additionalProperties"].is_object() {
                self.node(value, &schema["additionalProperties"], &below);
            } else if properties.is_some() {
                let issue = Issue::error("unknown-key", below, format!("there is no key `{name}` here"));
                let known = || format!("known here: {}", names().collect::<Vec<_>>().join(", "));
                let hint = suggest::nearest(name, names()).map(|word| format!("did you mean `{word}`?"));
                self.issues.push(issue.on_key().hint(hint.unwrap_or_else(known)));
            }
        }
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for name in required.filter(|name| entries.iter().all(|(key, _)| key.text() != Some(name))) {
            let issue =
                Issue::error("missing-key", path.clone(), format!("the key `{name}` is missing here"));
            self.issues.push(issue.on_key().hint(format!("add `{name}:`")));
        }
    }

    /// The schema behind references and choices: of several, the one for this kind of node.
    fn fitting(&self, schema: &'a Value, node: &Node) -> &'a Value {
        let mut schema = schema;
        // References and choices alternate; more than a few levels would be a loop.
        for _ in 0..8 {
            if let Some(name) = schema["$ref"].as_str() {
                schema = self.root.pointer(name.trim_start_matches('#')).unwrap_or(&Value::Null);
            } else if let Some(choice) = ["anyOf", "allOf"].iter().find_map(|word| schema[*word].as_array()) {
                schema = choice.iter().find(|one| self.fits(one, node)).unwrap_or(&Value::Null);
            } else {
                break;
            }
        }
        schema
    }

    fn fits(&self, schema: &Value, node: &Node) -> bool {
        let target = schema["$ref"].as_str().and_then(|name| self.root.pointer(name.trim_start_matches('#')));
        let schema = target.unwrap_or(schema);
        let word = match node.kind {
            Kind::Map(_) => "object",
            Kind::List(_) => "array",
            Kind::Scalar(_) => "string",
        };
        let kind = &schema["type"];
        kind.as_str() == Some(word)
            || kind.as_array().is_some_and(|kinds| kinds.iter().any(|one| one == word))
    }
}
