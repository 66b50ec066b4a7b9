"""The resolver, check by check: GS1-Conformant Resolver Standard 1.2 over the HTTP client."""

import json
import re

import pytest

from ocop.kernel.digital_link import PRIMARY_KEYS, Name, compressed
from ocop.links.loading import read
from ocop.links.operations import replace_links
from ocop.links.sources import _SOURCES, Offer
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from ocop.trace.operations.recalls import recall
from tests import market
from tests.factories.dossiers import act_of
from tests.factories.trace import a_made_lot
from tests.kernel.test_digital_link import GOOD, closed
from tests.web.desk import stand_still, text

pytestmark = pytest.mark.django_db
G = "/01/09506000134352"
UNKNOWN = "/01/09506000134369"
X = "https://example.com"
ROOT = "http://testserver"
LINKSET = "application/linkset+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
VOC = "https://ref.gs1.org/voc/"


def link(kind, path, *, lang=(), media="", context=()):
    return {
        "linkType": f"gs1:{kind}", "href": X + path, "title": f"Tiêu đề {path}", "type": media,
        "hreflang": list(lang), "context": list(context),
    }  # fmt: skip


FILE = {
    "entries": [
        {
            "path": G,
            "itemDescription": "Chè hoa vàng <Ba Chẽ>",
            "defaultLink": {"href": f"{X}/home", "title": "Trang chủ"},
            "links": [
                link("homepage", "/home"),
                link("pip", "/en", lang=["en"], media="text/html"),
                link("pip", "/vi", lang=["vi"], media="text/html"),
                link("instructions", "/i?x=1#p2"),
                link("masterData", "/m.json", media="application/json"),
                link("masterData", "/m.html", media="text/html"),
                link("certificationInfo", "/c"),
                link("certificationInfo", "/c-fr", lang=["fr"], media="text/html"),
                link("certificationInfo", "/c-pdf", media="application/pdf"),
                link("certificationInfo", "/c-en", lang=["en"], media="application/pdf"),
                link("certificationInfo", "/c-lk", lang=["en"], media="application/pdf",
                     context=["LK"]),
                link("review", "/r1"), link("review", "/r2"),
                link("promotion", "/vn", context=["VN"]), link("promotion", "/jp", context=["JP"]),
                link("support", "/pt", lang=["pt-BR"]), link("support", "/zh", lang=["zh"]),
                {"linkType": "https://schema.org/image", "href": f"{X}/img", "title": "Ảnh"},
            ],
        },
        {
            "path": f"{G}/10/LOT1",
            "itemDescription": "Lô 1",
            "defaultLink": {"href": f"{X}/lot", "title": "Lô"},
            "links": [link("traceability", "/trace-lot"), link("instructions", "/i-lot")],
        },
        {"path": f"{G}/21/P1", "defaultLink": {"href": f"{X}/piece", "title": "Chiếc"}},
        {"path": f"{G}/22/V1", "links": [link("recipeInfo", "/recipe")]},
        {"path": f"{G}/10/A%2FB", "defaultLink": {"href": f"{X}/slash", "title": "Lô"}},
        {
            "path": "/01/09506000149301",
            "defaultLink": {"href": f"{X}/d", "title": "Mặc định"},
            "links": [
                link("defaultLinkMulti", "/d-vi", lang=["vi"]),
                link("defaultLinkMulti", "/d-en", lang=["en"]),
            ],
        },
        {"path": "/00/095060001343521007", "links": [link("handledBy", "")]},
        {"path": "/414/9506000134376", "links": [link("locationInfo", "/place")]},
        {"path": "/417/9506000134376", "links": [link("faqs", "/f1"), link("support", "/s1")]},
    ]
}  # fmt: skip


def load(document):
    sheet = read(json.dumps(document))
    assert sheet.faults == []
    for draft in sheet.drafts:
        replace_links(act_of(), name=draft.name, links=draft.links, description=draft.description)


@pytest.fixture(autouse=True)
def loaded(db, monkeypatch):
    stand_still(monkeypatch)
    load(FILE)


def ask(client, path, **headers):
    method = headers.pop("method", "get")
    return getattr(client, method)(path, headers=headers)


def to(path):
    return 307, X + path


# path, headers, what is met: a status, or the status and the place
CHECKS = {
    "the default link": (G, {}, to("/home")),
    "a slash at the end is overseen": (f"{G}/", {}, to("/home")),
    "a browser is redirected too": (G, {"Accept": BROWSER}, to("/home")),
    "any media type": (G, {"Accept": "*/*"}, to("/home")),
    "JSON without a link type is no linkset": (G, {"Accept": "application/json"}, to("/home")),
    "a language does not move a single default": (G, {"Accept-Language": "en"}, to("/home")),
    "the default asked for by name": (f"{G}?linkType=gs1:defaultLink", {},
                                      to("/home?linkType=gs1:defaultLink")),
    "an empty link type is none": (f"{G}?linkType=", {}, to("/home?linkType=")),
    # by type
    "a type with one link": (f"{G}?linkType=gs1:homepage", {}, to("/home?linkType=gs1:homepage")),
    "a type by its address": (f"{G}?linkType={VOC}homepage", {},
                              to(f"/home?linkType={VOC}homepage")),
    "a type by its older address": (f"{G}?linkType=https://gs1.org/voc/homepage", {},
                                    to("/home?linkType=https://gs1.org/voc/homepage")),
    "an encoded type": (f"{G}?linkType=gs1%3Ahomepage", {}, to("/home?linkType=gs1%3Ahomepage")),
    "another vocabulary": (f"{G}?linkType=https://schema.org/image", {},
                           to("/img?linkType=https://schema.org/image")),
    "a type that is not there": (f"{G}?linkType=gs1:nosuch", {}, 404),
    "a known type that is not there": (f"{G}?linkType=gs1:recallStatus", {}, 404),
    "a word that is no type": (f"{G}?linkType=pip!", {}, 404),
    "a bare word": (f"{G}?linkType=pip", {}, 404),
    "types are told by case": (f"{G}?linkType=gs1:PIP", {}, 404),
    # by language
    "Vietnamese": (f"{G}?linkType=gs1:pip", {"Accept-Language": "vi"}, to("/vi?linkType=gs1:pip")),
    "English": (f"{G}?linkType=gs1:pip", {"Accept-Language": "en"}, to("/en?linkType=gs1:pip")),
    "a region of a language": (f"{G}?linkType=gs1:pip", {"Accept-Language": "en-AU"},
                               to("/en?linkType=gs1:pip")),
    "a link for a region": (f"{G}?linkType=gs1:support", {"Accept-Language": "pt"},
                            to("/pt?linkType=gs1:support")),
    "the heavier language": (f"{G}?linkType=gs1:pip", {"Accept-Language": "vi;q=0.3, en;q=0.8"},
                             to("/en?linkType=gs1:pip")),
    "the first of equals": (f"{G}?linkType=gs1:pip", {"Accept-Language": "vi,en"},
                            to("/vi?linkType=gs1:pip")),
    "the next language where the first has none": (f"{G}?linkType=gs1:pip",
        {"Accept-Language": "fr, de;q=0.9, vi;q=0.1"}, to("/vi?linkType=gs1:pip")),
    "a refused language": (f"{G}?linkType=gs1:pip", {"Accept-Language": "en;q=0, *"},
                           to("/vi?linkType=gs1:pip")),
    "a language in capitals": (f"{G}?linkType=gs1:pip", {"Accept-Language": "VI-vn"},
                               to("/vi?linkType=gs1:pip")),
    "no language decides nothing": (f"{G}?linkType=gs1:pip", {}, 300),
    "a language that no link speaks": (f"{G}?linkType=gs1:pip", {"Accept-Language": "fr"}, 300),
    "any language": (f"{G}?linkType=gs1:pip", {"Accept-Language": "*"}, 300),
    "a broken header": (f"{G}?linkType=gs1:pip", {"Accept-Language": ";;q=x,,"}, 300),
    "a language in the query, where no header has one": (f"{G}?linkType=gs1:pip&lang=vi", {},
                                                       to("/vi?linkType=gs1:pip&lang=vi")),
    # by media type
    "JSON": (f"{G}?linkType=gs1:masterData", {"Accept": "application/json"},
             to("/m.json?linkType=gs1:masterData")),
    "HTML": (f"{G}?linkType=gs1:masterData", {"Accept": "text/html"},
             to("/m.html?linkType=gs1:masterData")),
    "a browser's preferences": (f"{G}?linkType=gs1:masterData", {"Accept": BROWSER},
                                to("/m.html?linkType=gs1:masterData")),
    "a range": (f"{G}?linkType=gs1:masterData", {"Accept": "text/*"},
                to("/m.html?linkType=gs1:masterData")),
    "the heavier media type": (f"{G}?linkType=gs1:masterData",
        {"Accept": "text/html;q=0.2, application/json;q=0.7"},
        to("/m.json?linkType=gs1:masterData")),
    "no media type decides nothing": (f"{G}?linkType=gs1:masterData", {}, 300),
    "a media type that no link has": (f"{G}?linkType=gs1:masterData", {"Accept": "image/png"}, 300),
    # by all together
    "what claims nothing comes first": (f"{G}?linkType=gs1:certificationInfo", {},
                                        to("/c?linkType=gs1:certificationInfo")),
    "language first": (f"{G}?linkType=gs1:certificationInfo",
        {"Accept-Language": "fr", "Accept": "text/html"},
        to("/c-fr?linkType=gs1:certificationInfo")),
    "a media type without a language": (f"{G}?linkType=gs1:certificationInfo",
        {"Accept": "application/pdf"}, to("/c-pdf?linkType=gs1:certificationInfo")),
    "a language and a media type": (f"{G}?linkType=gs1:certificationInfo",
        {"Accept-Language": "en", "Accept": "application/pdf"},
        to("/c-en?linkType=gs1:certificationInfo")),
    "and a context": (f"{G}?linkType=gs1:certificationInfo&context=LK",
        {"Accept-Language": "en", "Accept": "application/pdf"},
        to("/c-lk?linkType=gs1:certificationInfo&context=LK")),
    "a context alone": (f"{G}?linkType=gs1:promotion&context=JP", {},
                        to("/jp?linkType=gs1:promotion&context=JP")),
    "a context in small letters": (f"{G}?linkType=gs1:promotion&context=jp", {},
                                   to("/jp?linkType=gs1:promotion&context=jp")),
    "a context that no link has": (f"{G}?linkType=gs1:promotion&context=US", {}, 300),
    "no context": (f"{G}?linkType=gs1:promotion", {}, 300),
    "two that differ in nothing": (f"{G}?linkType=gs1:review", {"Accept-Language": "vi"}, 300),
    # defaults by language
    "several defaults, none asked for": ("/01/09506000149301", {}, to("/d")),
    "several defaults, a language": ("/01/09506000149301", {"Accept-Language": "en"}, to("/d-en")),
    "several defaults, another language": ("/01/09506000149301", {"Accept-Language": "fr"},
                                           to("/d")),
    # levels
    "a lot has its own default": (f"{G}/10/LOT1", {}, to("/lot")),
    "a lot that is not known": (f"{G}/10/LOT9", {}, to("/home")),
    "a piece of a lot": (f"{G}/10/LOT1/21/S9", {}, to("/lot")),
    "a piece is narrower than its lot": (f"{G}/10/LOT1/21/P1", {}, to("/piece")),
    "a piece": (f"{G}/21/P1", {}, to("/piece")),
    "a piece of a variant": (f"{G}/22/V1/21/P1", {}, to("/piece")),
    "the item's type, asked of a piece": (f"{G}/21/P1?linkType=gs1:homepage", {},
                                          to("/home?linkType=gs1:homepage")),
    "the lot's type before the item's": (f"{G}/10/LOT1?linkType=gs1:instructions", {},
                                         to("/i-lot?linkType=gs1:instructions")),
    "a variant's type": (f"{G}/22/V1/10/LOT9?linkType=gs1:recipeInfo", {},
                         to("/recipe?linkType=gs1:recipeInfo")),
    "a lot's type is not the item's": (f"{G}?linkType=gs1:traceability", {}, 404),
    "lots are told by case": (f"{G}/10/lot1", {}, to("/home")),
    "a third party's serial number": (f"{G}/235/TPX", {}, to("/home")),
    "a slash in a lot": (f"{G}/10/A%2FB", {}, to("/slash")),
    "a percent sign in a lot": (f"{G}/10/50%25", {}, to("/home")),
    # the query goes on
    "a query": (f"{G}?foo=bar", {}, to("/home?foo=bar")),
    "a query as it came": (f"{G}?b=%2F&a=1;c&d=+%20&e", {}, to("/home?b=%2F&a=1;c&d=+%20&e")),
    "to an address with a query and a fragment": (f"{G}?linkType=gs1:instructions&k=v", {},
        to("/i?x=1&linkType=gs1:instructions&k=v#p2")),
    "an attribute": (f"{G}?17=261231&3103=000195", {}, to("/home?17=261231&3103=000195")),
    "twice the same word": (f"{G}?a=1&a=2", {}, to("/home?a=1&a=2")),
    "a wrong attribute": (f"{G}?17=261332", {}, 400),
    "a qualifier in the query": (f"{G}?21=S1", {}, 400),
    "an attribute twice": (f"{G}?17=261231&17=261230", {}, 400),
    "an attribute after the other sign": (f"{G}?a=1;17=261332", {}, 400),
    "a number that is no attribute": (f"{G}?123=x", {}, 400),
    # what is not there
    "an unknown item": (UNKNOWN, {}, 404),
    "an unknown item's linkset": (f"{UNKNOWN}?linkType=linkset", {}, 404),
    "an unknown item's linkset by header": (UNKNOWN, {"Accept": LINKSET}, 404),
    "a lot of an unknown item": (f"{UNKNOWN}/10/L", {}, 404),
    "a page that is none": ("/nothing-here", {}, 404),
    "a page without its slash": ("/san-pham", {}, (301, "/san-pham/")),
    "a page without its slash, with a query": ("/san-pham?sao=4", {}, (301, "/san-pham/?sao=4")),
    # what is malformed
    "a wrong check digit": ("/01/09506000134353", {}, 400),
    "thirteen digits": ("/01/9506000134352", {}, 400),
    "fifteen digits": ("/01/095060001343529", {}, 400),
    "letters": ("/01/0950600013435A", {}, 400),
    "no value": ("/01/", {}, 400),
    "no value, no slash": ("/01", {}, 400),
    "a word behind": (f"{G}/foo", {}, 400),
    "two words behind": (f"{G}/foo/bar", {}, 400),
    "a word behind a lot": (f"{G}/10/LOT1/foo", {}, 400),
    "a qualifier without a value": (f"{G}/10/", {}, 400),
    "qualifiers out of order": (f"{G}/21/P1/10/LOT1", {}, 400),
    "a variant after a lot": (f"{G}/10/LOT1/22/V1", {}, 400),
    "a qualifier twice": (f"{G}/10/A/10/B", {}, 400),
    "series that do not mix": (f"{G}/10/A/235/T", {}, 400),
    "an attribute in the path": (f"{G}/17/261231", {}, 400),
    "an identifier that is none": (f"{G}/98765/x", {}, 400),
    "a long lot": (f"{G}/10/{'A' * 21}", {}, 400),
    "a lot of twenty": (f"{G}/10/{'A' * 20}", {}, to("/home")),
    "a blank in a lot": (f"{G}/10/a%20b", {}, 400),
    "a letter with a mark": (f"{G}/10/l%C3%B4", {}, 400),
    "a control sign": (f"{G}/10/a%00b", {}, 400),
    "a line end": (f"{G}/10/a%0Ab", {}, 400),
    "two slashes": (f"/01//{G[4:]}", {}, 400),
    "an unknown key": ("/99/1", {}, 400),
    "a key that is only an attribute": ("/02/09506000134352", {}, 400),
    "a qualifier as a key": ("/10/LOT1", {}, 400),
    "a retired word": ("/gtin/09506000134352", {}, 400),
    "a retired word behind": ("/gtin/09506000134352/ser/1", {}, 400),
    "a wrong SSCC": ("/00/095060001343521003", {}, 400),
    "a wrong GLN": ("/414/9506000134377", {}, 400),
    "an extension of what has none": ("/00/095060001343521007/10/A", {}, 400),
    "a long number as a key": ("/123456/1", {}, 400),
    # other keys
    "a place has no default": ("/414/9506000134376", {}, to("/place")),
    "a part of a place": ("/414/9506000134376/254/GATE1", {}, to("/place")),
    "two links and no default": ("/417/9506000134376", {}, 300),
    "another resolver knows": ("/00/095060001343521007?a=b", {},
                               to("/00/095060001343521007?a=b")),
    # compressed
    "a compressed item": (f"/{compressed(Name.parse(G))}", {}, to("/home")),
    "a compressed item with a query": (f"/{compressed(Name.parse(G))}?foo=bar", {},
                                       to("/home?foo=bar")),
    "a compressed item, a slash": (f"/{compressed(Name.parse(G))}/", {}, to("/home")),
    "a compressed lot": (f"/{compressed(Name.parse(f'{G}/10/LOT1'))}", {}, to("/lot")),
    "what was compressed beside goes on": (
        f"/{compressed(Name.parse(G), (('17', '261231'),))}?a=b", {}, to("/home?17=261231&a=b")),
    "a compressed unknown item": (f"/{compressed(Name.parse(UNKNOWN))}", {}, 404),
    "a compressed link's type": (f"/{compressed(Name.parse(G))}?linkType=gs1:nosuch", {}, 404),
    "a tag in hexadecimal, unknown": ("/eh30164596f40c0e5cbe991a83", {}, 404),
    "a tag in base64, unknown": ("/exMBZFlvQMDly-mRqD", {}, 404),
    "a broken tag": ("/eh30zz", {}, 400),
    "a tag cut short": ("/eh3016", {}, 400),
    "a tag of no scheme": ("/eh0016459600000000", {}, 400),
}  # fmt: skip


@pytest.mark.parametrize(("path", "headers", "expected"), CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_check_of_the_resolver_holds(client, method, path, headers, expected):
    response = ask(client, path, method=method, **headers)

    met = response.status_code
    if isinstance(expected, tuple):
        met = met, response.headers.get("Location")
    assert met == expected
    if not path.startswith(("/san-pham", "/nothing")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


def test_there_are_as_many_checks_as_promised():
    assert len(CHECKS) >= 120


@pytest.mark.parametrize("path", [closed(path) for path in GOOD])
def test_every_key_and_qualifier_resolves(client, path):
    name = Name.parse(path)
    home = LinkTarget(DEFAULT, f"{X}/{name.key}", "Trang")
    replace_links(act_of(), name=name.whole, links=[home])

    assert ask(client, path)["Location"] == f"{X}/{name.key}"
    assert ask(client, f"/{compressed(name)}")["Location"] == f"{X}/{name.key}"
    said = ask(client, path, Accept=LINKSET).json()
    assert said["linkset"][0]["anchor"] == ROOT + name.whole.path


# The linkset.

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


@pytest.mark.parametrize("accept", ["application/json", "*/*", ""])
def test_a_choice_is_a_linkset_of_what_may_be_chosen(client, accept):
    response = ask(client, f"{G}?linkType=gs1:pip", Accept=accept)

    said = response.json()
    assert response.status_code == 300
    assert "Location" not in response.headers
    assert list(flaws(said)) == []
    assert [one["href"] for one in said["linkset"][0][f"{VOC}pip"]] == [f"{X}/en", f"{X}/vi"]


def test_a_choice_is_a_page_for_people(client):
    response = ask(client, f"{G}?linkType=gs1:pip", Accept=BROWSER)

    assert response.status_code == 300
    assert "Hãy chọn một liên kết" in text(response)


def test_what_is_missing_tells_what_there_is(client):
    response = ask(client, f"{G}?linkType=gs1:nosuch", Accept=BROWSER)

    assert response.status_code == 404
    assert f"{X}/home" in text(response)


@pytest.mark.parametrize(("path", "status"), [("/01/1", 400), (UNKNOWN, 404)])
def test_a_refusal_is_told_to_people_and_to_programs(client, path, status):
    page = ask(client, path, Accept=BROWSER)
    assert page.status_code == status
    assert "<h1>" in text(page)

    told = ask(client, path)
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.json()["status"] == status


@pytest.mark.parametrize(
    ("accept", "language", "words"),
    [
        ("", "", "Nothing is known here"),
        ("application/json", "vi", "Chưa có liên kết nào"),
        (BROWSER, "", "Chưa có liên kết nào"),
        (BROWSER, "en-GB", "Nothing is known here"),
    ],
)
def test_programs_are_told_in_english_unless_they_ask_otherwise(client, accept, language, words):
    response = ask(client, UNKNOWN, Accept=accept, **{"Accept-Language": language})

    assert words in response.content.decode()


# Methods, headers, description.


@pytest.mark.parametrize("path", [G, UNKNOWN, "/AQnYUc1gmg", "/.well-known/gs1resolver"])
def test_the_methods_are_told(client, path):
    response = ask(client, path, method="options", Origin="https://a.vn")

    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_by_asking(client, method):
    response = getattr(client, method)(G)

    assert response.status_code == 405
    assert response.json()["detail"] == "This address takes GET, HEAD and OPTIONS only."
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_redirect_tells_where_all_links_are_and_no_other_link(client):
    links = ask(client, G).headers["Link"]

    assert f'<{ROOT}{G}?linkType=linkset>; rel="linkset"; type="{LINKSET}"; title=' in links
    assert "gs1:" not in links
    assert links.count("<") == 1


@pytest.mark.parametrize("path", [f"/{compressed(Name.parse(f'{G}/10/LOT1'))}", f"{G}/ETE-UTE"])
def test_a_compressed_link_tells_its_uncompressed_self(client, path):
    if path.endswith("ETE-UTE"):
        path = f"{G}/{part_of(Name.parse(f'{G}/10/LOT1'))}"
    response = ask(client, path)

    assert response.headers["Location"] == f"{X}/lot"
    assert f'<{ROOT}{G}/10/LOT1>; rel="owl:sameAs"' in response.headers["Link"]
    anchors = [one["anchor"] for one in ask(client, path, Accept=LINKSET).json()["linkset"]]
    assert anchors == [ROOT + G, f"{ROOT}{G}/10/LOT1"]


def part_of(name):
    """Return the qualifiers of a name alone, compressed."""
    from ocop.kernel.digital_link import compression

    pairs = "".join(
        compression._identifier(ai) + compression._written(ai, value)
        for ai, value in name.qualifiers
    )
    pairs += "0" * (-len(pairs) % 6)
    return "".join(
        compression.ALPHABET[int(pairs[at : at + 6], 2)] for at in range(0, len(pairs), 6)
    )


def test_another_resolver_is_named_where_it_answers(client):
    links = ask(client, "/00/095060001343521007").headers["Link"]

    assert f'rel="{VOC}handledBy"' in links


def test_the_description_says_what_the_resolver_can_do(client):
    response = ask(client, "/.well-known/gs1resolver")

    told = response.json()
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert told["resolverRoot"] == ROOT
    assert set(told["supportedPrimaryKeys"]) == set(PRIMARY_KEYS)
    assert {"namespace": VOC, "prefix": "gs1:"} in told["supportedLinkType"]
    assert told["jsonLdContextLocation"].startswith("https://ref.gs1.org/")


def test_no_session_and_no_cookie_is_made(client):
    assert not ask(client, G).cookies
    assert not ask(client, f"{G}?linkType=linkset", Accept=BROWSER).cookies


def test_the_number_of_queries_does_not_grow_with_lots(client, django_assert_max_num_queries):
    home = LinkTarget(DEFAULT, f"{X}/", "Trang")
    for number in range(30):
        replace_links(act_of(), name=Name.parse(f"{G}/10/M{number}"), links=[home])

    with django_assert_max_num_queries(4):
        ask(client, f"{G}/10/M7/21/P1")


# Our own pages.


@pytest.fixture
def tea(db):
    market.opened()
    product = market.offered("Trà hoa vàng", stars=4)
    product.gtin = "08935049500018"
    product.save()
    return product


def test_a_product_of_the_register_leads_to_its_page_by_itself(client, tea):
    response = ask(client, "/01/08935049500018", Accept=BROWSER)

    assert response.status_code == 307
    assert response.headers["Location"] == f"{ROOT}/san-pham/{tea.code}/"


def test_its_certificates_appear_by_themselves(client, tea):
    said = ask(client, "/01/08935049500018/10/L1", Accept=LINKSET).json()

    assert list(flaws(said)) == []
    item = said["linkset"][0]
    assert item["itemDescription"] == "Trà hoa vàng"
    found = item[f"{VOC}certificationInfo"][0]
    assert found["href"].startswith(f"{ROOT}/chung-nhan/?so=")
    assert "4 sao" in found["title"]
    assert "Còn hiệu lực" in found["title"]
    assert client.get(found["href"].removeprefix(ROOT)).status_code == 200


def test_a_lapsed_certificate_says_so_in_the_linkset(client, tea):
    from ocop.certificates.models import Certificate

    market.revoked(Certificate.objects.get(product=tea))
    item = ask(client, "/01/08935049500018", Accept=LINKSET).json()["linkset"][0]

    assert "Đã thu hồi" in item[f"{VOC}certificationInfo"][0]["title"]


def test_a_lot_leads_to_its_trace_and_says_whether_it_is_called_back(client, tea):
    lot = a_made_lot(tea, code="L7")
    path = f"/01/{tea.gtin}/10/L7"

    def told(path):
        return {
            key.removeprefix(VOC): links[0]["title"]
            for level in ask(client, path, Accept=LINKSET).json()["linkset"]
            for key, links in level.items()
            if key in {f"{VOC}traceability", f"{VOC}recallStatus"}
        }

    assert told(path) == {
        "traceability": "Truy xuất lô L7", "recallStatus": "Lô L7 không bị thu hồi"
    }  # fmt: skip
    assert told(f"/01/{tea.gtin}") == {}
    recall(act_of(), lot=lot, reason="Có vị lạ", decision="12/QĐ-UBND")
    assert "Lô L7 bị thu hồi" in told(path)["recallStatus"]
    assert told(f"/01/{tea.gtin}") == {"recallStatus": "Lô L7 bị thu hồi"}
    for kind in ("traceability", "recallStatus"):
        found = ask(client, f"{path}/21/S1?linkType=gs1:{kind}")
        assert found.status_code == 307
        assert client.get(found["Location"].removeprefix(ROOT)).status_code == 200


def test_what_people_entered_comes_before_our_own_page(client, tea):
    mine = LinkTarget(DEFAULT, f"{X}/mine", "Của tôi")
    replace_links(act_of(), name=Name("01", tea.gtin), links=[mine])

    assert ask(client, f"/01/{tea.gtin}")["Location"] == f"{X}/mine"
    pip = ask(client, f"/01/{tea.gtin}?linkType=gs1:pip")["Location"]
    assert pip == f"{ROOT}/san-pham/{tea.code}/?linkType=gs1:pip"


def test_a_source_may_answer_for_a_piece(client, tea, monkeypatch):
    def scan(name, day):
        if name.get("21"):
            page = LinkTarget(DEFAULT, "/quet/", "Trang quét")
            yield Offer(name, page)

    monkeypatch.setitem(_SOURCES, "tests", scan)

    assert ask(client, f"/01/{tea.gtin}/21/P1")["Location"] == f"{ROOT}/quet/"
    assert ask(client, f"/01/{tea.gtin}")["Location"] == f"{ROOT}/san-pham/{tea.code}/"
