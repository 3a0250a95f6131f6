"""
LINE's own description of its API as a strict JSON schema.

The description leaves its unions open: any object with a `type` would pass. Here each
is expanded into the kinds it names, and a property that nobody names is refused. Lengths
are left out, for the description counts code points where LINE counts otherwise.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

DESCRIPTION: Final = Path(__file__).parents[4] / "shared" / "line" / "openapi" / "messaging-api.yml"
ABSENT: Final = "LINE's OpenAPI description does not lie beside this repository"

with_description = pytest.mark.skipif(not DESCRIPTION.exists(), reason=ABSENT)

Schema = dict[str, Any]


@cache
def validator(name: str) -> Draft202012Validator:
    """Checks one kind of object, such as Message."""
    schemas = yaml.safe_load(DESCRIPTION.read_text("utf-8"))["components"]["schemas"]
    defs = {each: _strict(schemas, each) for each in schemas}
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": defs})


def faults(name: str, value: Any) -> list[str]:
    """What LINE's description has against a value, as places and complaints."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]


def _strict(schemas: Mapping[str, Schema], name: str) -> Schema:
    schema = schemas[name]
    if "discriminator" in schema:
        return _union(schema["discriminator"])
    if schema.get("type", "object") != "object":
        return dict(_tidied(schema))
    properties, required = _whole(schemas, schema)
    return {
        "type": "object",
        "properties": {key: _tidied(value) for key, value in properties.items()},
        "required": required,
        "additionalProperties": False,
    }


def _union(discriminator: Schema) -> Schema:
    kind, mapping = discriminator["propertyName"], discriminator["mapping"]
    ways = [
        {"if": {"properties": {kind: {"const": value}}}, "then": {"$ref": _moved(target)}}
        for value, target in mapping.items()
    ]
    known = {kind: {"enum": list(mapping)}}
    return {"type": "object", "required": [kind], "properties": known, "allOf": ways}


def _whole(schemas: Mapping[str, Schema], schema: Schema) -> tuple[Schema, list[str]]:
    """All properties, with those taken over from the kinds it is built on."""
    if "$ref" in schema:
        return _whole(schemas, schemas[schema["$ref"].rpartition("/")[2]])
    properties: Schema = dict(schema.get("properties", {}))
    required = list(schema.get("required", []))
    for part in schema.get("allOf", []):
        more, needed = _whole(schemas, part)
        properties |= more
        required += needed
    return properties, required


def _tidied(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in ("maxLength", "format")}
    return {key: _moved(value) if key == "$ref" else _tidied(value) for key, value in kept.items()}


def _moved(ref: str) -> str:
    return ref.replace("#/components/schemas/", "#/$defs/")
