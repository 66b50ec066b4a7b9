"""The resolver beside GS1's own artefacts: identifiers, link types, the schema of linksets."""

import json
import re

import jsonschema_rs
import pytest

from ocop.kernel.digital_link import Name
from ocop.kernel.digital_link.identifiers import IDENTIFIERS, NO_ATTRIBUTES, PRIMARY_KEYS
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT, LABELS
from tests.epcis.published import GS1, compared
from tests.factories.dossiers import act_of
from tests.kernel.test_digital_link import GOOD, closed
from tests.web.public.resolver.linked import FILE, LINKSET, ask, load

pytestmark = compared
VOCABULARY = GS1 / "vocabulary"


def dictionary():
    """Return what each identifier is, as GS1's dictionary has it: flags, parts, attributes."""
    found = {}
    for line in (VOCABULARY / "gs1-syntax-dictionary.txt").read_text("utf-8").splitlines():
        said = line.split("#")[0].split()
        if not said:
            continue
        flags = said.pop(1) if re.fullmatch(r"[^A-Za-z0-9\[]+", said[1]) else ""
        parts = [word for word in said[1:] if re.match(r"\[?[NXYZ][0-9.]", word)]
        others = dict(word.partition("=")[::2] for word in said[1:] if word not in parts)
        first, _, last = said[0].partition("-")
        for number in range(int(first), int(last or first) + 1):
            found[str(number).zfill(len(first))] = (flags, parts, others)
    return found


def shape(text):
    """Return a part of the dictionary's: its kind, its longest, and whether it may be left out."""
    found = re.match(r"(\[?)([NXYZ])(\.\.)?(\d+)", text)
    return found[2], 1 if found[3] else int(found[4]), int(found[4]), bool(found[1])


def test_every_identifier_has_the_form_that_the_dictionary_gives_it():
    said = {ai: [shape(part) for part in parts] for ai, (_, parts, _) in dictionary().items()}
    ours = {
        ai: [(one.kind, one.shortest, one.longest, one.is_optional) for one in parts]
        for ai, parts in IDENTIFIERS.items()
    }

    assert set(ours) == set(said)
    assert {ai: ours[ai] for ai in ours if ours[ai] != said[ai]} == {}


def test_every_key_takes_the_qualifiers_of_the_dictionary():
    said = {
        ai: {tuple(one.split(",")) for one in others["dlpkey"].split("|") if one}
        for ai, (_, _, others) in dictionary().items()
        if "dlpkey" in others
    }

    assert {ai: set(series) for ai, series in PRIMARY_KEYS.items()} == said


def test_what_is_no_attribute_is_as_the_dictionary_says():
    said = {ai for ai, (flags, _, _) in dictionary().items() if "?" not in flags}

    assert said - NO_ATTRIBUTES == set()


def test_every_link_type_of_the_vocabulary_has_words():
    said = json.loads((VOCABULARY / "linktypes.json").read_text("utf-8"))["linkTypes"]

    assert sorted(set(said) - set(LABELS)) == []


@pytest.mark.django_db
def test_every_linkset_is_valid_against_the_schema(client):
    load(FILE)
    paths = [entry["path"] for entry in FILE["entries"]]
    for path in map(closed, GOOD):
        home = LinkTarget(DEFAULT, "https://example.com/", "Trang")
        replace_links(act_of(), name=Name.parse(path), links=[home])
        paths.append(path)
    schema = json.loads((GS1 / "linkset" / "gs1-linkset-schema.json").read_text("utf-8"))
    is_valid = jsonschema_rs.validator_for(schema).is_valid

    faults = [path for path in paths if not is_valid(ask(client, path, Accept=LINKSET).json())]

    assert faults == []
    assert not is_valid({"linkset": [{"anchor": "x"}]})
