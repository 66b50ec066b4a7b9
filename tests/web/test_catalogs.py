"""Translations, compiled in plain Python."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from ocop.web.catalogs import compiled, read_po, to_mo

SAMPLE = r'''
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"

#: a/place.html
msgctxt "door"
msgid "Cửa"
msgstr "Door"

msgid "%(n)s dòng"
msgid_plural "%(n)s dòng."
msgstr[0] "%(n)s row"
msgstr[1] "%(n)s rows"

msgid "Dài "
"hơn"
msgstr "Longer \"still\""

#, fuzzy
msgid "Đoán"
msgstr "Guess"

msgid "Chưa dịch"
msgstr ""'''


def test_a_compiled_catalog_says_what_its_text_says():
    said = gettext.GNUTranslations(BytesIO(to_mo(read_po(SAMPLE))))

    assert said.pgettext("door", "Cửa") == "Door"
    assert said.gettext("Dài hơn") == 'Longer "still"'
    assert [said.ngettext("%(n)s dòng", "%(n)s dòng.", n) for n in (1, 2)] == [
        "%(n)s row", "%(n)s rows",
    ]  # fmt: skip


def test_what_is_guessed_or_not_translated_is_left_out():
    said = gettext.GNUTranslations(BytesIO(to_mo(read_po(SAMPLE))))

    assert (said.gettext("Đoán"), said.gettext("Chưa dịch")) == ("Đoán", "Chưa dịch")


CATALOGS = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("po", CATALOGS, ids=lambda po: po.parent.parent.name)
def test_every_catalog_is_compiled_from_its_text_of_today(po):
    assert po.with_suffix(".mo").read_bytes() == compiled(po)
