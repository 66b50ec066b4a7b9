"""Ten thousand broken Digital Links: refused or answered, never a fault of ours."""

import json
import random
from urllib.parse import quote

import pytest

from ocop.kernel.digital_link import Name, compressed
from ocop.links.loading import read
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from tests.factories.dossiers import act_of
from tests.kernel.test_digital_link import GOOD, closed
from tests.web.desk import stand_still

PATHS = [closed(path) for path in GOOD]
SHORT = [f"/{compressed(Name.parse(path))}" for path in PATHS]
TAGS = ["/eh30164596f40c0e5cbe991a83", "/exMBZFlvQMDly-mRqD"]
SIGNS = "/%0123456789ABCDEFabcxyz.-_~!$&'()*+,;=:@ \t\n\r\x00\x7f\"<>\\^`{|}éệ中\u202e٠\ufffe"
PIECES = [
    "%00",
    "%FF",
    "%C3",
    "%2F",
    "%2f",
    "%25",
    "..",
    ".",
    "//",
    "/01/",
    "/10/",
    "/21/",
    "%E2%80%AE",
    "'; DROP TABLE--",
    "<script>",
    "%0d%0aLocation:%20https://a.vn",
    "A" * 3000,
    "\ud7ff",
]
QUERIES = [
    "",
    "linkType=linkset",
    "linkType=gs1:pip",
    "linkType=" + "x" * 500,
    "linkType=%00",
    "linkType=gs1:pip&linkType=all",
    "17=261231",
    "17=%FF",
    "=&&&;;",
    "a" * 2000,
    "context=" + "é" * 50,
    "%0d%0aX: y",
    "linkType=https://ref.gs1.org/voc/pip%0a",
]
HEADERS = [
    {},
    {"Accept": "text/html"},
    {"Accept": "application/linkset+json"},
    {"Accept": ";q=9,,a/b;q=z"},
    {"Accept-Language": "vi;q=é, *;q=-1, -;q=1.9"},
    {"Accept": "*/*;" * 500},
    {"Accept-Language": "a-" * 500},
    {"Accept": "application/ld+json;q=0.1"},
]


def broken(dice):
    """Return an address made from a good one by a few wrong turns."""
    path = dice.choice([*PATHS, *PATHS, *SHORT, *TAGS])
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(path) + 1)
        turn = dice.randrange(5)
        if turn == 0:
            path = path[:at] + dice.choice(SIGNS) + path[at:]
        elif turn == 1:
            path = path[:at] + path[at + dice.randint(1, 5) :]
        elif turn == 2:
            path = path[:at] + dice.choice(PIECES) + path[at:]
        elif turn == 3:
            path = path + "/" + dice.choice(PATHS).lstrip("/")
        else:
            parts = path.split("/")
            dice.shuffle(parts)
            path = "/".join(parts)
    return "/" + quote(path.lstrip("/"), safe="/%")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_broken_links_are_answered(client, monkeypatch, seed):
    stand_still(monkeypatch)
    home = LinkTarget(DEFAULT, "https://example.com/", "Trang")
    for path in PATHS[:6]:
        replace_links(act_of(), name=Name.parse(path).whole, links=[home])
    dice = random.Random(seed)
    client.raise_request_exception = False

    met = {}
    for _ in range(1000):
        path, query = broken(dice), dice.choice(QUERIES)
        response = client.get(f"{path}?{query}" if query else path, headers=dice.choice(HEADERS))
        met.setdefault(response.status_code, path)
        place = response.headers.get("Location", "https://example.com/")
        assert place.startswith(("https://example.com/", "/")), path

    assert {status: path for status, path in met.items() if status >= 500} == {}
    assert {307, 400, 404} <= set(met)


def mangled(dice, value):
    """Return a document with something in it that should not be there."""
    if isinstance(value, dict) and value and dice.random() < 0.8:
        key = dice.choice(list(value))
        return value | {key: mangled(dice, value[key])}
    if isinstance(value, list) and value and dice.random() < 0.8:
        return [mangled(dice, value[0]), *value[1:]]
    return dice.choice(
        [
            None,
            0,
            -1,
            1e308,
            True,
            "",
            "x" * 5000,
            [],
            {},
            [[[]]],
            {"a": {"b": []}},
            "\x00",
            "javascript:x",
            "https://a@b/",
            "/01/1",
            "//",
            "http://[",
            "gs1:",
            "\ud800",
        ]
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_thousand_broken_files_are_read_or_refused(seed):
    dice = random.Random(seed)
    good = {
        "entries": [
            {
                "path": PATHS[1],
                "itemDescription": "x",
                "defaultLink": {"href": "https://a.vn/", "title": "x"},
                "links": [
                    {
                        "linkType": "gs1:pip",
                        "href": "https://a.vn/",
                        "title": "x",
                        "type": "text/html",
                        "hreflang": ["vi"],
                        "context": ["VN"],
                    }
                ],
            }
        ]
    }
    for _ in range(1000):
        sheet = read(json.dumps(mangled(dice, good)))
        assert sheet.faults or sheet.drafts is not None
