"""What else the resolver says: choices, refusals, methods, compressed links, itself."""

import pytest

from ocop.kernel.digital_link import PRIMARY_KEYS, Name, compressed
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from tests.factories.dossiers import act_of
from tests.web.desk import text
from tests.web.public.resolver.linked import BROWSER, LINKSET, ROOT, UNKNOWN, VOC, G, X, ask
from tests.web.public.resolver.test_linksets import flaws

pytestmark = pytest.mark.django_db


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

    with django_assert_max_num_queries(5):
        ask(client, f"{G}/10/M7/21/P1")
