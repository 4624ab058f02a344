//! `docs/report.schema.json` and the documents that it describes.

use serde_json::Value;

use super::dummy;
use super::reporter::{Format, Style};

const SCHEMA: &str = include_str!("../../docs/report.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// Calls the visitor with every object of the schema and where it stands.
fn visit(value: &Value, place: &str, visitor: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visitor(place, object);
            for (name, inner) in object {
                visit(inner, &format!("{place}/{name}"), visitor);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| visit(inner, place, visitor)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Conditions speak of properties that are listed and described elsewhere.
fn is_condition(place: &str) -> bool {
    place.contains("/allOf") || place.contains("/oneOf")
}

#[test]
fn the_schema_is_a_schema() {
    jsonschema::meta::validate(&schema()).unwrap();
}

#[test]
fn real_documents_of_every_outcome_validate() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for report in dummy::every() {
        let text = dummy::render(Format::Json, Style::default(), &report);
        let document = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&document)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn a_document_with_a_field_missing_or_misspelt_does_not() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let good = serde_json::to_value(dummy::mixed()).unwrap();
    assert!(validator.is_valid(&good));
    for field in good.as_object().unwrap().keys() {
        let mut bad = good.clone();
        let value = bad.as_object_mut().unwrap().remove(field).unwrap();
        assert!(!validator.is_valid(&bad), "{field} may be missing");
        bad[format!("{field}_")] = value;
        assert!(!validator.is_valid(&bad), "{field}_ may be there");
    }
    let mut bad = good.clone();
    bad["checks"][dummy::HOSTILE_AT].as_object_mut().unwrap().remove("finding");
    assert!(!validator.is_valid(&bad), "a failure may lack its finding");
    let mut bad = good;
    bad["exit_code"] = 0.into();
    assert!(!validator.is_valid(&bad), "a failed run may exit with 0");
}

#[test]
fn every_required_name_has_a_property() {
    visit(&schema(), "", &mut |place, object| {
        if is_condition(place) {
            return;
        }
        let required = object.get("required").and_then(Value::as_array).into_iter().flatten();
        for name in required {
            let property = object.get("properties").and_then(|all| all.get(name.as_str().unwrap()));
            assert!(property.is_some(), "{name} at {place}");
        }
    });
}

#[test]
fn every_property_is_described() {
    visit(&schema(), "", &mut |place, object| {
        if is_condition(place) {
            return;
        }
        let Some(Value::Object(properties)) = object.get("properties") else { return };
        for (name, property) in properties {
            let said = property.get("description").and_then(Value::as_str).unwrap_or_default();
            assert!(said.ends_with('.'), "{name} at {place} lacks a description");
        }
    });
}
