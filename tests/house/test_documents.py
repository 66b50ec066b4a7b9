"""The documents say what the code has."""

import re

import pytest
from django.apps import apps

from ocop import version
from ocop.web.handbook import PAGES
from tests.house import documents, source

DOCUMENTS = sorted([*source.ROOT.glob("*.md"), *documents.DOCS.glob("**/*.md")])
OUR_MODELS = {
    model.__name__
    for config in apps.get_app_configs()
    if config.name.startswith("ocop.")
    for model in config.get_models()
}


def code():
    """Return all of the product's Python as one text."""
    return "\n".join(text for _, text in source.modules())


def test_the_glossary_has_every_model():
    assert sorted(OUR_MODELS - documents.names(documents.read("glossary.md"))) == []


def test_the_glossary_names_only_what_there_is():
    assert sorted(documents.names(documents.read("glossary.md")) - known_classes()) == []


def known_classes():
    """Return the names of all classes of the product."""
    import ast

    trees = (ast.parse(text) for _, text in source.modules())
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.name for node in nodes if isinstance(node, ast.ClassDef)}


def test_every_decision_cited_in_code_is_listed():
    listed = documents.decisions(documents.read("regulations.md"))

    assert sorted(documents.decisions(code()) - listed) == []


def test_every_decision_listed_is_carried_out_by_code():
    listed = documents.decisions(documents.read("regulations.md"))

    assert sorted(listed - documents.decisions(code())) == []


@pytest.mark.parametrize("name", ["regulations.md", "architecture.md", "operating.md"])
def test_a_document_speaks_of_modules_that_there_are(name):
    assert documents.missing_modules(documents.read(name)) == []


def test_every_package_stands_in_the_architecture_and_in_the_import_contract():
    architecture = documents.read("architecture.md")
    contracts = (source.ROOT / "pyproject.toml").read_text("utf-8")
    untold = [
        name
        for name in source.packages()
        if f"`{name}`" not in architecture or f"ocop.{name}" not in contracts
    ]

    # Two packages hold settings of Django, and know nobody.
    assert set(untold) <= {"formats"}


@pytest.mark.parametrize("command", documents.commands())
def test_every_command_is_in_the_operating_manual(command):
    assert re.search(rf"`bin/manage {command}[` ]", documents.read("operating.md")), command


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    assert documents.links(path) == []


def test_the_version_is_told_by_the_changelog():
    assert version.version() != "0.0.0"


@pytest.mark.parametrize(
    "path", sorted((documents.DOCS / "adr").glob("0*.md")), ids=lambda p: p.name
)
def test_a_decision_record_is_short_and_says_what_it_costs(path):
    text = path.read_text("utf-8")

    assert text.startswith(f"# {path.name[:4]} ")
    assert "**What it costs.**" in text
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_document_is_what_the_code_would_write(name):
    assert documents.read(name) == PAGES[name]()
