"""Every form of every door, filled in by somebody who means harm."""

from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.urls import reverse

from tests.hostile.corpus import VALUES, dice, scalar, suited
from tests.hostile.counting import PROPERTY, share
from tests.hostile.judging import body_of, is_sentence, judge, sentences
from tests.hostile.pages import Blank, Form, forms_of
from tests.hostile.sending import FORM, sent, urlencoded
from tests.hostile.world import VISITORS, a_world, addresses, entries, rows, visitor
from tests.moment import NOW

pytestmark = pytest.mark.django_db
# Pages whose forms are many or long, which say little more the hundredth time.
HEAVY = {"styleguide", "card", "score-part", "home", "paper", "dossier-paper"}
# Sent to addresses that take only a press of a button, and to those that show no form.
BUTTON = Form("", "post", {"reason": Blank("reason", "text")})
BLIND = Form(
    "", "post", {name: Blank(name, "text") for name in ("do", "version", "reason", "code")}
)


@pytest.fixture(autouse=True)
def moment(monkeypatch, settings):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = False


def targets(world, door):
    """Return (weight, browser, address, form) for every form behind a door, each kind once."""
    browsers = [visitor(name) for name in VISITORS[door]]
    found, known = [], set()
    for behind, name, address in addresses(world):
        if behind != door:
            continue
        browser, forms = read(browsers, address)
        for form in forms or [BLIND]:
            kind = (name, form.action or address, *sorted(form.blanks))
            if kind not in known:
                known.add(kind)
                weight = 0.2 if name in HEAVY or form is BLIND else 1
                found.append((weight, browser, form.action or address, form))
    return found


def read(browsers, address):
    """Return the browser to which an address opens, and the forms it then shows."""
    for browser in browsers:
        cookies = browser.cookies.output(header="", sep=";")
        response = browser.get(address)
        html = body_of(response)
        browser.cookies = SimpleCookie(cookies)
        if response.status_code == 405:
            return browser, [BUTTON]
        if response.status_code == 200:
            is_page = response.headers["Content-Type"].startswith("text/html")
            return browser, [form for form in forms_of(html) if is_page and is_ours(form)]
    return browser, []


def is_ours(form):
    """Tell whether a form belongs to the page; every page has the one that signs out."""
    return form.method == "post" and form.action not in {
        reverse("account_logout"), reverse("set_language"),
    }  # fmt: skip


def twisted(throw, form):
    """Return what the form would send, with some of it made hostile, doubled or left out."""
    data = form.honest()
    names = [name for name in data if name != "csrfmiddlewaretoken"]
    if names and throw.random() < 0.6:
        # All honest but one: what gets past the form meets the operation and the table.
        name = throw.choice(names)
        return {**data, name: [suited(throw, name)]}
    for name in names:
        if throw.random() < 0.15:
            del data[name]
        elif throw.random() < 0.4:
            data[name] = [suited(throw, name) for _ in range(throw.choice((1, 1, 1, 1, 2, 30)))]
    if throw.random() < 0.2:
        data[throw.choice(VALUES)[:200] or "x"] = [throw.choice(VALUES)]
    return data


@pytest.mark.parametrize("door", ["office", "producer", "council", "public", ""])
def test_a_hostile_form_is_refused_in_vietnamese_or_taken_whole(door, record_property):
    throw = dice(f"forms {door}")
    aims = targets(a_world(), door)
    weights = [weight for weight, *_ in aims]
    before, lines = rows(), entries()
    for _, browser, address, form in aims:
        unkeepable = {name: [f"{one}\x00" for one in said] for name, said in form.honest().items()}
        press(browser, address, urlencoded(unkeepable), FORM, before, lines)
    thrown = share(f"forms {door or 'account'}")
    for _ in range(thrown):
        _, browser, address, form = throw.choices(aims, weights)[0]
        body, kind = sent(throw, twisted(throw, form))
        press(browser, address, body, kind, before, lines)
    record_property(PROPERTY, thrown + len(aims))
    assert rows() == before


def press(browser, address, body, kind, before, lines):
    """Send one form, look at the answer and at the record, and take it all back."""
    told = (address, kind, scalar(body[:2_000].decode("utf-8", "replace")))
    cookies = browser.cookies.output(header="", sep=";")
    with transaction.atomic():
        response = browser.post(address, body, content_type=kind)
        judge(response, told)
        refusals = sentences(response)
        assert all(map(is_sentence, refusals)), (refusals, told)
        if entries() == lines:
            assert rows() == before, told
        else:
            assert response.status_code < 400, told
            assert not refusals, (refusals, told)
        if response.status_code == 302 and response.url.startswith("/"):
            judge(browser.get(response.url), ("after", *told))
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
