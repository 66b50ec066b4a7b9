"""Words of the law and of the record in the reader's language."""

from django import template
from django.utils.translation import get_language, gettext

register = template.Library()


@register.filter
def said(words) -> str:
    """Return ``words`` of a sheet in English for an English reader, where they have any."""
    english = getattr(words, "en", "")
    return english if english and get_language() == "en" else str(words)


@register.filter
def titled(rubric) -> str:
    """Return the title of a rubric in the reader's language."""
    return rubric.title_en if rubric.title_en and get_language() == "en" else rubric.title


@register.filter
def spoken(label) -> str:
    """Return a label of the record, such as a kind of producer, in the reader's language."""
    return gettext(str(label)) if label else ""
