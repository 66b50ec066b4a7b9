"""Each house rule, shown a planted fault, names it; shown its harmless neighbour, is silent."""

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import path as url

from ocop.web.gates import public
from tests.house import documents, pages, source
from tests.house.test_doors import ungated
from tests.house.test_models import forks, ways_back
from tests.serving import PATIENCE

TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "line",
    [
        "product.save()",
        "Product.objects.create(name=name)",
        "dossier.parts.update(state='x')",
        "product.delete()",
        "Product.objects.filter(pk=1).delete()",
        "Product.objects.get_or_create(pk=1)",
    ],
)
def test_a_write_in_the_web_is_named(line):
    assert len(source.writes(f"def view(request):\n    {line}")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "context.update(a=1)",
        "request.session.update(a=1)",
        "{}.update(a=1)",
        "seen.add(1)",
        "store.save(data)",
    ],
)
def test_what_writes_no_row_is_not_named(line):
    assert source.writes(f"def view(request):\n    {line}") == []


@pytest.mark.parametrize(
    "call",
    ["timezone.now()", "date.today()", "datetime.now(VIETNAM)", "datetime.datetime.now()", "now()",
     "localdate()", "datetime.utcnow()"],
)  # fmt: skip
def test_a_look_at_the_clock_is_named(call):
    assert len(source.clocks(f"def issue(act):\n    return {call}")) == 1


@pytest.mark.parametrize("call", ["localtime(act.at)", "localdate(act.at)", "request.act.day"])
def test_a_time_that_was_told_is_not_named(call):
    assert source.clocks(f"def issue(act):\n    return {call}") == []


@pytest.mark.parametrize("line", ["x = 0.5", "x = float(y)", "x = models.FloatField()"])
def test_an_inexact_number_is_named(line):
    assert source.floats(line) != []


def operation(head="thing: Thing, act: Act", decorator="@transaction.atomic", body="record(act)"):
    """Write an operation with one fault, or none."""
    return f"{decorator}\ndef submit({head}) -> None:\n    thing.save()\n    {body}\n"


@pytest.mark.parametrize(
    ("source_text", "fault"),
    [
        (operation(head="thing: Thing"), "submit: takes no Act"),
        (operation(body="pass"), "submit: writes no history"),
        (operation(decorator=""), "submit: writes, and is not atomic"),
        (
            operation(head="a: A, act: Act, b: B"),
            "submit: takes more than (thing, act) by position",
        ),
    ],
)
def test_a_faulty_operation_is_named(source_text, fault):
    assert source.acts(source_text) == [fault]


def test_a_sound_operation_is_not_named():
    helped = operation(body="_tell(act)") + "\ndef _tell(act):\n    record(act)\n"

    assert source.acts(operation()) == []
    assert source.acts(helped) == []


@pytest.mark.parametrize(
    "template",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        '<a href="javascript:go()">',
        '<script src="https://elsewhere.example/x.js"></script>',
        '<img src="//elsewhere.example/x.png">',
        '<a href="http://elsewhere.example/">',
    ],
)
def test_a_template_that_breaks_the_policy_is_named(template):
    assert len(pages.faults(template)) == 1


@pytest.mark.parametrize(
    "template",
    [
        """<script type="module" src="{% static 'x.js' %}"></script>""",
        '<script type="application/ld+json">{"@context": "https://schema.org"}</script>',
        '<svg xmlns="http://www.w3.org/2000/svg" class="style">',
        '<a href="/san-pham/">once</a>',
    ],
)
def test_a_clean_template_is_not_named(template):
    assert pages.faults(template) == []


def test_an_ungated_address_is_named():
    @public
    def open_view(request):
        """Anyone may see this."""

    patterns = [url("open/", open_view), url("forgotten/", lambda request: None)]

    assert ungated(patterns) == ["forgotten/"]


def fake_model(app_label, *, related_app="", hidden=True):
    """Build what the rule reads of a model: its package, and one key."""
    other = SimpleNamespace(_meta=SimpleNamespace(app_label=related_app))
    key = SimpleNamespace(
        is_relation=True, concrete=True, related_model=other,
        remote_field=SimpleNamespace(hidden=hidden),
    )  # fmt: skip
    return SimpleNamespace(_meta=SimpleNamespace(app_label=app_label, get_fields=lambda: [key]))


def test_a_key_with_a_way_back_is_named():
    assert len(ways_back([fake_model("dossiers", related_app="registry", hidden=False)])) == 1
    assert ways_back([fake_model("dossiers", related_app="registry", hidden=True)]) == []
    assert ways_back([fake_model("dossiers", related_app="dossiers", hidden=False)]) == []


def test_two_migrations_after_one_are_named():
    assert forks({"2": ["1"], "3": ["1"]}) == ["1"]
    assert forks({"2": ["1"], "3": ["2"]}) == []


def test_decisions_are_recognised_however_they_are_introduced():
    told = "QĐ 26/2026/QĐ-TTg, Nghị định 43/2017/NĐ-CP and 05/2025/TT-BNNMT, but not 25/2026"

    assert documents.decisions(told) == {"26/2026/QĐ-TTg", "43/2017/NĐ-CP", "5/2025/TT-BNNMT"}


def test_a_module_that_is_gone_is_named():
    assert documents.missing_modules("`ocop.kernel.act` and `ocop.kernel.gone`") == [
        "ocop.kernel.gone"
    ]


def test_a_dead_link_is_named(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#top), [gone](gone.md), [far](https://example.org/)")

    assert documents.links(page) == ["gone.md"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Copy the product's Python, so that faults can be planted in it."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(source.OCOP, folder / "ocop", ignore=shutil.ignore_patterns("data", "static"))
    shutil.copy(source.ROOT / "pyproject.toml", folder)
    return folder


PLANTED_IMPORTS = {
    "a model imports its operations": (
        "certificates/models.py", "from ocop.certificates import operations", "Inside a package"),
    "registry imports dossiers": (
        "registry/queries.py", "from ocop.dossiers import models as _m", "only the packages below"),
    "the kernel imports Django": ("kernel/act.py", "import django", "The kernel is plain Python"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED_IMPORTS)
def test_a_forbidden_import_is_caught(copy, name):
    path, line, contract = PLANTED_IMPORTS[name]
    module = copy / "ocop" / path
    before = module.read_text("utf-8")
    module.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        told = subprocess.run(
            [str(TOOLS / "lint-imports"), "--no-cache"],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    finally:
        module.write_text(before, "utf-8")

    assert told.returncode == 1
    assert f"{contract}" in told.stdout.partition("Broken contracts")[2]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("from django.http import HttpResponse", "has never heard of HTTP"),
        ("from django.utils.timezone import now", "told the time in an Act"),
        ("from django.db.models.signals import post_save", "those above ask those below"),
    ],
)
def test_a_banned_name_is_caught_in_an_operation(line, sentence):
    command = [str(TOOLS / "ruff"), "check", "--no-cache", "--select", "TID251", "-"]
    told = subprocess.run(
        [*command, "--stdin-filename", "ocop/certificates/operations.py"],
        input=f'"""Planted."""\n\n{textwrap.dedent(line)}\n',
        cwd=source.ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip

    assert told.returncode == 1
    assert sentence in told.stdout
