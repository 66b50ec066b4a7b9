"""Documents, names and serials that are read without a database: refused with a reason, or read."""

import resource

import orjson
import pytest

from ocop.epcis import xml
from ocop.epcis.documents import read
from ocop.epcis.identifiers import as_link, as_urn, canonical, class_of, fault_of
from ocop.epcis.preparing import prepared
from ocop.epcis.problems import Problem, Unreadable
from ocop.stamps.serials import ALPHABET, Key, key_id, serial_of, tidy
from ocop.stamps.serials import read as read_serial
from tests.hostile.corpus import TEXTS, dice, scalar
from tests.hostile.counting import PROPERTY, traced
from tests.hostile.traced import DOCUMENTS, bad_body, bad_document, bad_name, bad_xml, seeds

# What one process may come to hold more of, while it reads all of them.
MOST_GROWN = 400_000_000
PARTS = 4


def peak():
    """Return the most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def taken(data, reader=read):
    """Read a body as the door does, and tell how far it went."""
    try:
        found = prepared(reader(data, largest=10_000_000))
    except Unreadable as refused:
        assert refused.problem.detail, data[:500]
        return "unread"
    for problem in found.problems:
        assert isinstance(problem, Problem)
        assert 400 <= problem.status < 500, data[:500]
        assert all((problem.title, problem.detail)), data[:500]
    wrong = {problem.event for problem in found.problems}
    assert not wrong & {entry.at for entry in found.entries}
    return "wrong" if found.problems else "right"


@pytest.mark.parametrize("part", range(PARTS))
def test_documents_are_stored_as_they_are_or_refused_with_a_reason(part, record_property):
    throw, thrown, known = dice(f"documents {part}"), traced("documents", of=PARTS), seeds()
    before, seen = peak(), set()
    for at in range(thrown):
        whole = bad_document(throw, known)
        seen.add(taken(bad_body(throw, whole) if at % 40 == 0 else orjson.dumps(whole)))
    record_property(PROPERTY, thrown)
    assert seen == {"unread", "wrong", "right"}
    assert peak() - before < MOST_GROWN


def test_documents_in_xml_are_read_or_refused_with_a_reason(record_property):
    throw, thrown = dice("xml"), traced("xml")
    before, seen = peak(), set()
    for _ in range(thrown):
        seen.add(taken(bad_xml(throw, throw.choice(DOCUMENTS)), xml.read))
    record_property(PROPERTY, thrown)
    assert {"unread", "right"} <= seen
    assert peak() - before < MOST_GROWN


def test_any_name_has_one_canonical_form_and_is_turned_or_left(record_property):
    throw, thrown = dice("names"), traced("names")
    for _ in range(thrown):
        name = bad_name(throw)
        one = canonical(name)
        assert canonical(one) == one, name
        assert canonical(as_urn(one)) == one, name
        assert isinstance(as_link(name), str)
        assert isinstance(fault_of(name), str)
        assert class_of(name) is None or class_of(name)
    record_property(PROPERTY, thrown)


def test_no_serial_that_we_did_not_make_is_read(record_property):
    throw, thrown = dice("serials"), traced("serials")
    key, about = Key(key_id("22", 1), 2026, bytes(range(32))), "01/08936012345674"
    good = [serial_of(key, 7, n, about) for n in range(50)]
    known = set(good)
    for _ in range(thrown):
        serial = broken(throw, throw.choice(good))
        for asked in (serial, tidy(serial)):
            stamp = read_serial({key.id: key}, asked, about)
            assert stamp is None or asked in known, serial
        assert read_serial({key.id: key}, throw.choice(good), "01/08936012345681") is None
    record_property(PROPERTY, thrown)


def broken(throw, serial):
    """Return a serial with a letter or more changed, or a text that is none."""
    if throw.random() < 0.1:
        return scalar(throw.choice(TEXTS))
    letters = list(serial)
    for _ in range(throw.choice((1, 1, 2, 8))):
        at = throw.randrange(len(letters))
        letters[at] = throw.choice(ALPHABET + "iloU-. 0\n٣")
    if throw.random() < 0.2:
        throw.shuffle(letters)
    if throw.random() < 0.2:
        del letters[throw.randrange(len(letters)) :]
    return "".join(letters)
