"""Templates: each compiles, and none holds what the Content-Security-Policy refuses."""

from django.template import TemplateSyntaxError, engines

from tests.house import pages
from tests.house.source import OCOP

TEMPLATES = sorted(path for path in OCOP.glob("**/templates/**/*") if path.is_file())


def named(path):
    """Return the name under which Django finds a template."""
    return str(path).rpartition("/templates/")[2]


def test_every_template_compiles():
    engine = engines["django"].engine
    broken = {}
    for path in TEMPLATES:
        try:
            engine.get_template(named(path))
        except TemplateSyntaxError as fault:
            broken[named(path)] = str(fault)

    assert broken == {}


def test_no_template_holds_a_style_a_script_or_a_foreign_address():
    faults = {named(path): pages.faults(path.read_text("utf-8")) for path in TEMPLATES}

    assert {name: found for name, found in faults.items() if found} == {}
