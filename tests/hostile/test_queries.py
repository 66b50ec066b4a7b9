"""Every address with a hostile query: catalogue, check, lists, sheets, photos."""

import pytest
from django.urls import reverse

from ocop.web.listing import XLSX
from tests.hostile.corpus import VALUES, dice, suited
from tests.hostile.counting import PROPERTY, share
from tests.hostile.judging import judge
from tests.hostile.sending import urlencoded
from tests.hostile.world import VISITORS, a_world, addresses, rows, visitor
from tests.moment import NOW

pytestmark = pytest.mark.django_db
LISTS = ("dossiers", "producers", "products", "certificates", "people")
NAMES = (
    "tu", "so", "sao", "nhom", "bo", "xa", "loai", "tt", "vt", "qua", "trang", "sap", "tai",
    "tham-gia", "giu", "next", "chu-the", "x", "",
)  # fmt: skip
# Values that mean something, so that the hostile one beside them is reached.
HONEST = {
    "sao": ("3", "4", "5", "0"), "bo": ("8", "26"), "tham-gia": ("1",), "tai": ("xlsx",),
    "loai": ("cooperative", "FIRST"), "sap": ("ten", "-ten", "nop", "ma", "-sao", "het"),
    "xa": ("06978",), "tt": ("in_force", "DECIDED", "lapsing"), "vt": ("province",),
}  # fmt: skip
PAGES = ("-1", "0", "1e9", "1" * 30, "9" * 5_000, "last", "NaN", "2.0", "", "٣", "1\x00")


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def question(throw, names):
    """Return a query of one to six parts, most of them hostile, some given twice."""
    asked = {}
    for name in throw.sample(names, throw.choice((1, 1, 2, 3, 6))):
        if name == "trang":
            asked[name] = [throw.choice(PAGES)]
        elif name in HONEST and throw.random() < 0.4:
            asked[name] = [throw.choice(HONEST[name])]
        else:
            asked[name] = [suited(throw, name)[:3_000] for _ in range(throw.choice((1, 1, 3)))]
    query = urlencoded(asked)
    if throw.random() < 0.15:
        broken = (b"%", b"%zz", b"%FF%FE", b"%C0%80", b"%ED%A0%80", b"&&=;", b"=" * 50, b"\xe1\xba")
        query = query[: throw.randrange(len(query) + 1)] + throw.choice(broken)
    return query.decode("latin-1")


def ask(browser, address, query):
    """Return the answer, which is decent and says yes or no, never that we broke."""
    response = browser.get(address, QUERY_STRING=query)
    if response.headers.get("Content-Type") == XLSX:
        assert response.getvalue().startswith(b"PK")
    else:
        judge(response, (address, query))
    return response


@pytest.mark.parametrize("route", ["catalogue", "verify", "home", "rulesets"])
def test_a_public_page_answers_a_hostile_query(route, record_property):
    throw = dice(f"queries {route}")
    a_world()
    browser, address = visitor(""), reverse(f"public:{route}")
    before, thrown = rows(), share(f"queries {route}")
    for _ in range(thrown):
        response = ask(browser, address, question(throw, NAMES))
        assert response.status_code in {200, 400}
    record_property(PROPERTY, thrown)
    assert rows() == before


@pytest.mark.parametrize("route", LISTS)
def test_a_list_of_the_office_answers_a_hostile_query(route, record_property):
    throw = dice(f"queries {route}")
    a_world()
    browser = visitor("quantri" if route == "people" else "tung")
    before, thrown = rows(), share("queries lists", of=len(LISTS))
    for _ in range(thrown):
        response = ask(browser, reverse(f"office:{route}"), question(throw, NAMES))
        assert response.status_code in {200, 400}
    record_property(PROPERTY, thrown)
    assert rows() == before


@pytest.mark.parametrize("door", ["office", "producer", "council", ""])
def test_every_other_address_answers_a_hostile_query(door, record_property):
    throw = dice(f"queries {door}")
    known = [address for behind, _, address in addresses(a_world()) if behind == door]
    light = [address for address in known if not address.endswith((".pdf", "ban-in/", "giay-to/"))]
    browser = visitor(VISITORS[door][0])
    for address in light:
        # A councillor's card is handed out the first time its page is opened.
        browser.get(address).getvalue()
    before, thrown = rows(), share("queries elsewhere", of=4)
    for at in range(thrown):
        ask(browser, light[at % len(light)], question(throw, NAMES))
    record_property(PROPERTY, thrown)
    assert rows() == before


@pytest.mark.parametrize("door", ["office", "producer", "council", "public"])
def test_an_address_with_a_hostile_part_leads_nowhere(door, record_property):
    throw = dice(f"addresses {door}")
    known = [address for behind, _, address in addresses(a_world()) if behind == door]
    browser = visitor(VISITORS[door][0])
    before, thrown = rows(), share("addresses", of=4)
    for _ in range(thrown):
        parts = throw.choice(known).strip("/").split("/")
        hostile = urlencoded({"": [throw.choice(VALUES)[:800]]}).decode()[1:].replace("+", "%20")
        parts[throw.randrange(len(parts))] = hostile
        judge(browser.get(f"/{'/'.join(parts)}/"), parts)
    record_property(PROPERTY, thrown)
    assert rows() == before


@pytest.mark.parametrize("words", ["%", "_", "%%", "\\", "%a", "_ả", "' OR 1=1 --"])
def test_the_signs_of_a_database_find_nothing_that_does_not_bear_them(words):
    a_world()
    stranger, officer = visitor(""), visitor("tung")

    found = stranger.get(reverse("public:catalogue"), {"tu": words, "tham-gia": "1"})
    listed = [
        officer.get(reverse(f"office:{route}"), {"tu": words}).context["listing"].count
        for route in ("dossiers", "producers", "products", "certificates")
    ]
    checked = stranger.get(reverse("public:verify"), {"so": words})

    assert listed == [0, 0, 0, 0]
    assert list(checked.context["answers"]) == []
    # Signs alone are no word; the catalogue then shows everything, as for an empty question.
    letters = [letter for letter in words if letter.isalnum()]
    assert not letters or found.context["found"].count == 0


@pytest.mark.parametrize("sign", ["\x00", "22\x00", "a\x00b", "\ud800", "\x01"])
def test_what_a_database_cannot_hold_is_asked_of_none(sign):
    a_world()
    asked = {"public:catalogue": visitor(""), "public:verify": visitor("")}
    asked |= {f"office:{route}": visitor("tung") for route in ("products", "producers")}
    asked["office:people"] = visitor("quantri")

    for route, browser in asked.items():
        for name in NAMES:
            query = urlencoded({name: [sign]}).decode("latin-1")
            assert ask(browser, reverse(route), query).status_code == 200
