"""The panel of a thing's official papers: ``{% papers sitting %}``."""

from django import template

from ocop.documents.signing.keys import has_key

register = template.Library()


@register.inclusion_tag("office/letters/panel.html")
def papers(thing):
    """Draw the papers that there are of a sitting, an agenda item, a decision, a dossier…"""
    from ocop.web.office.letters import panel_of

    return panel_of(thing)


@register.inclusion_tag("office/letters/signing.html", takes_context=True)
def signing(context, action):
    """Draw the button that signs a paper with the office's key, or say that there is none."""
    return {"action": action, "has_key": has_key(), "csrf_token": context.get("csrf_token")}


@register.simple_tag
def missing_minutes(sitting):
    """Return the numbers left out among the minutes of the council's year."""
    from ocop.grading.papers.numbers import missing_numbers

    return missing_numbers(sitting)
