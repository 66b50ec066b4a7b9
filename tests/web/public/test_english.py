"""The public pages speak English to whoever asks for it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from ocop.web.catalogs import read_po

TEMPLATES = Path(settings.BASE_DIR, "ocop/web/templates")
FIELDS = TEMPLATES / "ui" / "field.html"
TRANSLATED = re.compile(r'{% translate "([^"]+)"')
BLOCKS = re.compile(r"{% blocktranslate[^%]*%}(.*?){% (?:plural|endblocktranslate)", re.S)


def messages():
    """Return every message of the public templates, and of the fields of their forms."""
    pages = [*TEMPLATES.glob("public/**/*.html"), *TEMPLATES.glob("scans/*.html"), FIELDS]
    for page in sorted(pages):
        text = page.read_text(encoding="utf-8")
        yield from TRANSLATED.findall(text)
        yield from (re.sub(r"{{ (\w+) }}", r"%(\1)s", block) for block in BLOCKS.findall(text))


def test_every_message_of_the_public_pages_is_translated():
    catalog = Path(settings.LOCALE_PATHS[0], "en/LC_MESSAGES/django.po")
    english = read_po(catalog.read_text(encoding="utf-8"))

    assert sorted({message for message in messages() if not english.get(message)}) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heard"), [("en", "Every star here"), ("vi", "Mỗi ngôi sao ở đây")]
)
def test_the_home_page_answers_in_the_readers_language(client, language, heard):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(reverse("public:home"))

    assert heard in page.content.decode()
