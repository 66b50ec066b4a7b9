"""Linksets: of what shape they are, what they hold, and the page that shows them."""

import json
import re

import pytest

from tests.web.public.resolver.linked import BROWSER, LINKSET, ROOT, VOC, G, X, ask

pytestmark = pytest.mark.django_db

RELATION = re.compile(r"[a-z-]+|https?://[a-zA-Z0-9_./]+")

ADDRESS = re.compile(r"https?://[a-zA-Z0-9./]+")

LINK_KEYS = {"href", "title", "hreflang", "type", "context"}


def flaws(linkset):
    """Name what GS1's schema of linksets would refuse."""
    if set(linkset) != {"linkset"} or not isinstance(linkset["linkset"], list):
        yield "not a linkset"
    for one in linkset["linkset"]:
        if not ADDRESS.match(one.get("anchor", "")):
            yield f"anchor {one.get('anchor')}"
        if not isinstance(one.get("itemDescription"), str):
            yield "no itemDescription"
        for key in set(one) - {"anchor", "itemDescription"}:
            if not RELATION.fullmatch(key):
                yield f"relation {key}"
            yield from (f"{key}: {flaw}" for found in one[key] for flaw in flaws_of_link(found))


def flaws_of_link(found):
    if not {"href", "title"} <= set(found) <= LINK_KEYS:
        yield f"members {sorted(found)}"
    if not ADDRESS.match(found["href"]) or not isinstance(found["title"], str):
        yield "href or title"
    if any(not re.fullmatch(r"\w{2}(-\w{2})?", one) for one in found.get("hreflang", [])):
        yield "hreflang"
    if "type" in found and not re.search(r"\w+/[-+.\w]+", found["type"]):
        yield "type"
    if not isinstance(found.get("context", []), list):
        yield "context"


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("?linkType=linkset", "", LINKSET),
        ("?linkType=linkset", "*/*", LINKSET),
        ("?linkType=linkset", LINKSET, LINKSET),
        ("?linkType=linkset", "application/json", "application/json"),
        ("?linkType=linkset", "application/ld+json", "application/ld+json"),
        ("?linkType=linkset", "text/html", "text/html; charset=utf-8"),
        ("?linkType=linkset", BROWSER, "text/html; charset=utf-8"),
        ("?linkType=linkset", "image/png", LINKSET),
        ("?linkType=linkset", "text/html;q=0.5, application/json", "application/json"),
        ("?linkType=all", "", LINKSET),
        ("?linkType=all", "application/json", "application/json"),
        ("", LINKSET, LINKSET),
        ("", f"{LINKSET}, */*;q=0.1", LINKSET),
        ("?foo=bar", LINKSET, LINKSET),
        ("?linkType=gs1:pip", LINKSET, LINKSET),
    ],
)
def test_all_links_are_shown_without_a_redirect(client, query, accept, kind):
    headers = {"Accept": accept} if accept else {}

    response = ask(client, G + query, **headers)

    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    links = response.headers["Link"]
    assert f'<{ROOT}{G}?linkType=linkset>; rel="linkset"' in links
    assert 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"' in links
    assert ask(client, G + query, method="head", **headers).status_code == 200


def test_a_browser_that_would_take_a_linkset_last_is_redirected(client):
    assert ask(client, G, Accept=f"text/html, {LINKSET};q=0.5").status_code == 307


@pytest.mark.parametrize("path", [G, f"{G}/10/LOT1/21/P1", "/414/9506000134376", f"{G}/10/A%2FB"])
def test_a_linkset_is_as_gs1s_schema_asks(client, path):
    assert list(flaws(ask(client, path, Accept=LINKSET).json())) == []


def test_the_check_of_linksets_sees_flaws():
    bad = {"linkset": [{"anchor": "x", "a b": [{"href": "ftp://a", "hreflang": ["xxx"]}]}]}

    assert len(list(flaws(bad))) >= 4


def test_a_linkset_is_the_union_of_its_levels(client):
    said = ask(client, f"{G}/10/LOT1/21/P1", Accept=LINKSET).json()["linkset"]

    anchors = [one["anchor"] for one in said]
    assert anchors == [ROOT + G, f"{ROOT}{G}/10/LOT1", f"{ROOT}{G}/21/P1"]
    assert f"{VOC}traceability" in said[1]
    assert f"{VOC}pip" in said[0]
    assert all(len(one[f"{VOC}defaultLink"]) == 1 for one in said)
    assert [set(one[f"{VOC}defaultLink"][0]) for one in said] == [{"href", "title"}] * 3


def test_a_level_without_a_name_of_its_own_is_called_after_the_item(client):
    said = ask(client, f"{G}/21/P1", Accept=LINKSET).json()["linkset"]

    assert said[1]["itemDescription"] == "Chè hoa vàng <Ba Chẽ>, (21) P1"


def test_a_linkset_of_the_item_has_nothing_of_its_lots(client):
    said = ask(client, G, Accept=LINKSET).json()["linkset"]

    assert [one["anchor"] for one in said] == [ROOT + G]


def test_every_default_is_told_by_a_descriptive_type_too(client):
    for path in (G, f"{G}/10/LOT1", "/01/09506000149301"):
        for one in ask(client, path, Accept=LINKSET).json()["linkset"]:
            default = one[f"{VOC}defaultLink"][0]["href"]
            others = [
                found["href"]
                for key, links in one.items()
                if key not in {"anchor", "itemDescription", f"{VOC}defaultLink"}
                for found in links
            ]
            assert default in others


def test_json_ld_says_by_which_words_it_is_read(client):
    said = ask(client, f"{G}?linkType=linkset", Accept="application/ld+json").json()

    assert said["@context"].startswith("https://ref.gs1.org/standards/resolver/")
    assert said["linkset"][0]["anchor"] == ROOT + G


@pytest.mark.parametrize(("language", "words"), [("vi", "Các liên kết"), ("en", "Links of")])
def test_the_page_of_links_speaks_the_readers_language_and_holds_json_ld(client, language, words):
    response = ask(client, f"{G}?linkType=linkset", Accept=BROWSER, **{"Accept-Language": language})

    page = response.content.decode()
    assert response.headers["Content-Language"] == language
    assert words in page
    assert "<Ba Chẽ>" not in page
    inside = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(inside[1])["linkset"][0]["anchor"] == ROOT + G
    assert f'href="{X}/vi"' in page
