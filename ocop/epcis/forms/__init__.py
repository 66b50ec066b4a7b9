"""The forms of documents and events, as data, and the JSON schemas that are made of them.

Written from the standard's facts (EPCIS 2.0, 7 and 9.5). Where its published schema is wrong the
data here is right: every type of event may carry a persistentDisposition (7.4.1); a sensorReport
may have no type (7.3.7); the measurements EffectiveDose and EffectiveDoseRate are known; a document
may have a blank node as its id.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from ocop.epcis.vocabulary import OF_FIELD

Schema = dict[str, Any]


def _read(name: str) -> Schema:
    data: Schema = json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8"))
    return data


EVENTS = _read("events")
TYPES: Schema = EVENTS["types"]


@lru_cache(maxsize=1)
def definitions() -> Schema:
    """Return every named form as a JSON schema."""
    parts, documents = _read("parts"), _read("documents")
    values = {name: _value(form) for name, form in _read("values")["$defs"].items()}
    made = values | EVENTS["$defs"] | documents["$defs"]
    made |= {name: _part(form) for one in (parts, documents) for name, form in one["parts"].items()}
    made |= {name: _list(form) for one in (parts, documents) for name, form in one["lists"].items()}
    return made


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _value(form: Schema) -> Schema:
    if "words" not in form:
        return form
    return {"anyOf": [{"enum": sorted(OF_FIELD[form["words"]].words)}, _ref(form["own"])]}


def _list(form: Schema) -> Schema:
    made: Schema = {"type": "array", "items": _ref(form["of"])}
    if "atLeast" in form:
        made["minItems"] = form["atLeast"]
    if form.get("unique"):
        made["uniqueItems"] = True
    return made


def _part(form: Schema) -> Schema:
    made = _object(form["members"], form["required"], form["others"])
    if "oneOf" in form:
        made["anyOf"] = [{"required": [name]} for name in form["oneOf"]]
    return made


def _object(members: dict[str, str], required: list[str], others: str) -> Schema:
    made: Schema = {
        "type": "object",
        "properties": {name: _ref(form) for name, form in members.items()},
        "required": required,
    }
    if others == "none":
        made["additionalProperties"] = False
    if others == "named":
        # A member that is not the standard's has a name with a prefix.
        own: Schema = {"type": "string", "format": "uri"}
        made["propertyNames"] = {"anyOf": [{"enum": list(members)}, own]} if members else own
    return made


def event_schema(kind: str | None) -> Schema:
    """Return the schema of a type of event; of somebody's own type where none is given."""
    common, own = EVENTS["common"], TYPES.get(kind or "")
    if own is None:
        made = _object({**common["members"], "type": "uri"}, common["required"], "any")
    else:
        members = common["members"] | EVENTS["shared"] | own["members"]
        made = _object(members, [*common["required"], *own["required"]], "named")
        made["allOf"] = own["also"]
    return {**made, "$defs": definitions()}


def document_schema(kind: str) -> Schema:
    """Return the schema of what stands around the events of a document."""
    return {**_ref(kind), "$defs": definitions()}
