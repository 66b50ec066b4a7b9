"""History in words, and never in the codes under which it is kept."""

from importlib import import_module

import pytest
from django.apps import apps

from ocop.web.ui.acts import WORDS, act_in_words
from tests import cast
from tests.factories.dossiers import a_commune
from tests.web.desk import at, text


def every_verb():
    """Return the verbs of every package that writes history."""
    for app in apps.get_app_configs():
        try:
            yield from import_module(f"{app.name}.verbs").Verb
        except ModuleNotFoundError:
            continue


def test_every_verb_has_its_words():
    verbs = list(every_verb())

    assert {verb.value: verb.label for verb in verbs} == WORDS
    assert len(verbs) > 20


def test_a_verb_of_the_past_is_still_an_act():
    assert act_in_words("registry.forgotten") == "Việc khác"


@pytest.mark.django_db
def test_a_page_tells_its_history_in_words():
    administrator, person = cast.administrator(), cast.stranger()
    client = at(administrator)
    page = f"/van-phong/nguoi-dung/{person.pk}/"
    client.post(page, {"do": "grant", "role": "commune", "commune": a_commune().pk})

    shown = text(client.get(page))

    assert "Lập tài khoản" in shown
    assert "accounts.granted" not in shown
