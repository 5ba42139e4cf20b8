//! What of a card can be found, and how much each kind of text is worth.
//! How it is found is the business of the other files.

use crate::domain::{Card, Case, Checklist, Diagnosis};

/// Something to find: a card as the index takes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its identifier, e.g. `HC-PY-002`; found in any sloppy form.
    pub id: String,
    /// Lower-case words for `#tag`.
    pub tags: Vec<String>,
    /// The key of its category, for `cat:`.
    pub category: String,
    /// The texts; one with several lines counts line by line.
    pub fields: Vec<(Field, String)>,
}

/// A kind of text in a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The short name.
    Title,
    /// The error text or sentence that a person sees.
    Symptom,
    /// A phrase that people type.
    Also,
    /// A tag.
    Tag,
    /// What may be behind it; the summary of a checklist.
    Cause,
    /// A real wording that a signature matches.
    Sample,
    /// A step of a checklist.
    Step,
    /// What a check tells.
    Check,
    /// A step of the fix.
    Fix,
    /// What keeps it from coming back.
    Prevention,
}

impl Field {
    const ALL: [Self; 10] = [
        Self::Title,
        Self::Symptom,
        Self::Also,
        Self::Tag,
        Self::Cause,
        Self::Sample,
        Self::Step,
        Self::Check,
        Self::Fix,
        Self::Prevention,
    ];

    /// What a word in such a text is worth, from 0 to 1: how likely a person who has this fault types it.
    /// The many phrases weigh less each than the one title, because together they say as much.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Title => 1.0,
            Self::Symptom => 0.9,
            Self::Also => 0.6,
            Self::Tag => 0.45,
            Self::Cause | Self::Step => 0.4,
            Self::Sample => 0.35,
            Self::Check | Self::Fix => 0.2,
            Self::Prevention => 0.15,
        }
    }

    /// Its number, for packed tables.
    pub(super) fn number(self) -> u8 {
        self as u8
    }

    /// The field of this number.
    pub(super) fn from_number(number: u8) -> Self {
        Self::ALL.get(number as usize).copied().unwrap_or(Self::Prevention)
    }
}

impl From<&Card> for Document {
    fn from(card: &Card) -> Self {
        let mut document = Self {
            id: card.id().as_str().to_owned(),
            tags: card.tags().to_vec(),
            category: card.category().to_owned(),
            fields: vec![(Field::Title, card.title().to_owned())],
        };
        match card {
            Card::Case(case) => document.add_case(case),
            Card::Checklist(list) => document.add_checklist(list),
        }
        document
    }
}

impl Document {
    fn add_case(&mut self, case: &Case) {
        self.add(Field::Symptom, [&case.symptom.text]);
        self.add(Field::Also, &case.symptom.also);
        self.add(Field::Tag, &case.tags);
        self.add(Field::Cause, case.causes.iter().map(|cause| &cause.text));
        self.add(Field::Sample, case.symptom.signatures.iter().flat_map(|signature| &signature.samples));
        self.add(
            Field::Check,
            case.diagnosis.iter().map(|step| match step {
                Diagnosis::Check(check) => &check.why,
                Diagnosis::Look(text) => text,
            }),
        );
        self.add(Field::Fix, case.fix.iter().map(|step| &step.text));
        self.add(Field::Prevention, &case.prevention);
    }

    fn add_checklist(&mut self, list: &Checklist) {
        self.add(Field::Cause, [&list.summary]);
        self.add(Field::Tag, &list.tags);
        self.add(Field::Step, list.steps.iter().map(|step| &step.text));
        self.add(Field::Fix, list.steps.iter().filter_map(|step| step.avoid.as_ref()));
    }

    fn add<'a>(&mut self, field: Field, texts: impl IntoIterator<Item = &'a String>) {
        self.fields.extend(texts.into_iter().map(|text| (field, text.clone())));
    }
}
