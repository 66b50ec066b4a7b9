"""The resolver, check by check: GS1-Conformant Resolver Standard 1.2 over the HTTP client."""

import pytest

from ocop.kernel.digital_link import Name, compressed
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from tests.factories.dossiers import act_of
from tests.kernel.test_digital_link import GOOD, closed
from tests.web.public.resolver.linked import BROWSER, LINKSET, ROOT, UNKNOWN, VOC, G, X, ask, to

pytestmark = pytest.mark.django_db

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
