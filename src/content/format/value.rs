//! Values that may be written in more than one way, read by hand.
//! `#[serde(untagged)]` would do the same in one line, but loses the place of every error inside.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::shape::{CauseFile, CauseParts};
use crate::domain::verdict::Comparison;

/// A list, or the one thing that would be in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

// Not derived: an empty list needs no default of the thing.
impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de> Visitor<'de> for OneOrManyVisitor<String> {
    type Value = OneOrMany<String>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text or a list of texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(OneOrMany(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items)).map(OneOrMany)
    }
}

impl<'de> Deserialize<'de> for OneOrMany<String> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OneOrManyVisitor::<String>(PhantomData))
    }
}

impl<'de> Visitor<'de> for OneOrManyVisitor<i32> {
    type Value = OneOrMany<i32>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number or a list of numbers")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        let narrow = i32::try_from(number).map_err(|_| E::custom("an exit status lies between 0 and 255"))?;
        Ok(OneOrMany(vec![narrow]))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items)).map(OneOrMany)
    }
}

impl<'de> Deserialize<'de> for OneOrMany<i32> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OneOrManyVisitor::<i32>(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}OrList", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// A map whose keys the author chooses, in order of writing; no key twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs<T>(pub Vec<(String, T)>);

// Not derived: an empty map needs no default of its values.
impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

struct PairsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PairsVisitor<T> {
    type Value = Pairs<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map of keys and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut pairs: Vec<(String, T)> = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            if pairs.iter().any(|(known, _)| *known == key) {
                return Err(A::Error::custom(format!("duplicate field `{key}`")));
            }
            pairs.push((key, entries.next_value()?));
        }
        Ok(Pairs(pairs))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PairsVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Pairs<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}

struct CauseVisitor;

impl<'de> Visitor<'de> for CauseVisitor {
    type Value = CauseFile;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, or `text` and `by_hand`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<CauseFile, E> {
        Ok(CauseFile { text: text.to_owned(), by_hand: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<CauseFile, A::Error> {
        let parts = CauseParts::deserialize(MapAccessDeserializer::new(entries))?;
        Ok(CauseFile { text: parts.text, by_hand: parts.by_hand })
    }
}

impl<'de> Deserialize<'de> for CauseFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CauseVisitor)
    }
}

impl JsonSchema for CauseFile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Cause".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let parts = generator.subschema_for::<CauseParts>();
        json_schema!({ "anyOf": [{ "type": "string" }, parts] })
    }
}

/// A comparison as it is written: `>= 3`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComparisonText {
    /// How to compare.
    pub comparison: Comparison,
    /// With what.
    pub number: f64,
}

/// Longer signs first, so that `<=` is not read as `<`.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

impl ComparisonText {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, comparison) = COMPARISONS.iter().find(|(sign, _)| text.starts_with(sign))?;
        let number: f64 = text[sign.len()..].trim().parse().ok()?;
        number.is_finite().then_some(Self { comparison: *comparison, number })
    }
}

struct ComparisonVisitor;

impl Visitor<'_> for ComparisonVisitor {
    type Value = ComparisonText;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a comparison such as '>= 3'")
    }

    // In the visitor, so that the parser knows the place of the error.
    fn visit_str<E: Error>(self, text: &str) -> Result<ComparisonText, E> {
        let wrong = || format!("`{text}` is no comparison, write one such as '>= 3' (== != < <= > >=)");
        ComparisonText::parse(text).ok_or_else(|| E::custom(wrong()))
    }
}

impl<'de> Deserialize<'de> for ComparisonText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(ComparisonVisitor)
    }
}

impl JsonSchema for ComparisonText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Comparison".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\s*(==|!=|<=|>=|<|>)\s*-?[0-9.]+\s*$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_are_read_with_their_longest_sign() {
        let read = |text| ComparisonText::parse(text).map(|found| (found.comparison, found.number));
        assert_eq!(read(">= 3"), Some((Comparison::AtLeast, 3.0)));
        assert_eq!(read("<-1.5"), Some((Comparison::Less, -1.5)));
        assert_eq!(read("3"), None);
        assert_eq!(read("= 3"), None);
        assert_eq!(read("> inf"), None);
    }

    #[test]
    fn one_stands_for_a_list_of_one() {
        let read = |text| serde_yaml::from_str::<OneOrMany<String>>(text).map(|list| list.0);
        assert_eq!(read("a").unwrap(), ["a"]);
        assert_eq!(read("[a, b]").unwrap(), ["a", "b"]);
        assert!(read("{a: b}").unwrap_err().to_string().contains("a text or a list of texts"));
    }

    #[test]
    fn maps_keep_their_order_and_refuse_a_second_key() {
        let read = |text| serde_yaml::from_str::<Pairs<i32>>(text);
        assert_eq!(read("{b: 1, a: 2}").unwrap().0, [("b".to_owned(), 1), ("a".to_owned(), 2)]);
        assert!(read("{b: 1, b: 2}").unwrap_err().to_string().contains("duplicate field `b`"));
    }
}
