"""Prefixes and words: bare, as CURIE, as URN and in full they are one."""

import pytest

from ocop.epcis.context import (
    STANDARD,
    bare_word,
    expanded,
    full_word,
    namespaces_of,
    shortened,
    urn_word,
)
from ocop.epcis.vocabulary import OF_FIELD


def test_a_context_gives_its_prefixes_and_the_standards():
    names = namespaces_of(
        [
            "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
            {"tra": "https://tra.vn/"},
        ]
    )

    assert names == STANDARD | {"tra": "https://tra.vn/"}


@pytest.mark.parametrize(
    "context",
    [
        None, 7, "https://elsewhere.example/context", [], {}, [None, 3, [{"a": "b"}]],
        {"tra": None, "@vocab": "https://x/", "n": {"@id": 7}},
    ],
)  # fmt: skip
def test_what_defines_no_prefix_adds_none(context):
    assert namespaces_of(context) == STANDARD


def test_a_prefix_may_be_defined_by_an_object():
    assert (
        namespaces_of({"tra": {"@id": "https://tra.vn/", "@prefix": True}})["tra"]
        == "https://tra.vn/"
    )


def test_names_are_spelt_out_and_shortened_by_the_longest_prefix():
    names = {"a": "https://x/", "b": "https://x/y/"}

    assert expanded("b:z", names) == "https://x/y/z"
    assert shortened("https://x/y/z", names) == "b:z"
    assert shortened("https://x/", names) == "https://x/"
    assert expanded("https://x", {"https": "no:"}) == "https://x"
    assert expanded("c:z", names) == "c:z"


@pytest.mark.parametrize("field", sorted(OF_FIELD))
def test_every_word_is_one_in_all_its_forms(field):
    for word in OF_FIELD[field].words:
        full = full_word(field, word)
        assert {bare_word(field, form) for form in (word, full, urn_word(field, word))} == {word}
        assert full_word(field, urn_word(field, word)) == full
        assert full_word(field, shortened(full, STANDARD)) == full


def test_a_word_of_somebodys_own_stays_what_it_is():
    names = {"tra": "https://tra.vn/"}

    assert full_word("bizStep", "tra:withering", names) == "https://tra.vn/withering"
    assert bare_word("bizStep", "tra:withering", names) == "https://tra.vn/withering"
    assert full_word("bizStep", "urn:epcglobal:cbv:bizstep:dreaming") == (
        "urn:epcglobal:cbv:bizstep:dreaming"
    )
    assert full_word("disposition", "shipping") == "shipping"
