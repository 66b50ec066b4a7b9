"""Papers that are never asked for twice: what a new dossier takes over, and what it asks."""

from datetime import timedelta

import pytest

from ocop.dossiers.checklist import CHANGES
from ocop.dossiers.flow import State
from ocop.dossiers.models import Evidence, Kind
from ocop.dossiers.operations import draw_evidence, prepare
from ocop.dossiers.supply import lapsed_evidence
from ocop.dossiers.updates import changes_of, updates_of
from ocop.dossiers.verbs import Verb
from ocop.kernel.errors import Refused
from ocop.registry.operations import add_paper, add_paper_file, remove_paper
from tests.factories.dossiers import (
    a_certificate,
    a_dossier,
    a_product,
    a_rubric,
    act_of,
    an_evidence,
    at_ten,
)
from tests.files.samples import pdf, picture
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
LAST_YEAR = TODAY - timedelta(days=400)
# Criteria of set 8: material, chain, assurance.
MATERIAL, CHAIN, ASSURANCE = "1.1", "1.5", "9"


@pytest.fixture
def product():
    a_rubric()
    return a_product()


def a_paper(act, product, kind="nguyenlieu", data=None, **fields):
    paper = add_paper(act, producer=product.producer, kind=kind, **fields)
    file = add_paper_file(paper, act, data=data or pdf(), filename="ban-chup.pdf")
    return paper, file


def a_past(product, **fields):
    choices = {MATERIAL: 3, CHAIN: 2}
    return a_dossier(
        State.DECIDED, product=product, filed_on=LAST_YEAR,
        **{"choices": choices, "claims": {MATERIAL: "Có hợp đồng."}, **fields},
    )  # fmt: skip


def parts(dossier):
    return sorted(dossier.evidence.current().values_list("part", flat=True))


def test_a_first_dossier_takes_from_the_vault_what_each_criterion_is_proved_by(act, product):
    _, file = a_paper(act, product)

    dossier = prepare(act, product=product, kind=Kind.FIRST)

    [taken] = dossier.evidence.current()
    assert (taken.part, taken.paper_file, taken.sha256) == (MATERIAL, file, file.sha256)


def test_the_version_is_frozen_whatever_the_vault_becomes(act, product):
    paper, file = a_paper(act, product)
    dossier = prepare(act, product=product, kind=Kind.FIRST)

    add_paper_file(paper, act, data=picture(), filename="moi.jpg", replaces=file)
    remove_paper(paper, act)

    assert dossier.evidence.current().get().sha256 == file.sha256


def test_a_paper_that_ended_is_not_taken(act, product):
    a_paper(act, product, expires_on=TODAY - timedelta(days=1))

    assert parts(prepare(act, product=product, kind=Kind.FIRST)) == []


def test_an_upgrade_is_filled_from_the_last_dossier_and_its_evidence(act, product):
    a_certificate(product)
    past = a_past(product)

    dossier = prepare(act, product=product, kind=Kind.UPGRADE)

    assert dossier.previous == past
    assert (dossier.choices, dossier.claims) == (past.choices, past.claims)
    assert parts(dossier) == [MATERIAL, CHAIN]
    assert {one.taken_from.dossier for one in dossier.evidence.all()} == {past}
    told = dossier.forms["self_assessment"]
    assert told["outlook"]["market"] == past.forms["self_assessment"]["outlook"]["market"]
    assert "revenue" not in told["plan_results"]
    assert "pledge" not in dossier.forms["registration"]


def test_a_paper_of_the_vault_gives_its_newest_version_not_the_old_copy(act, product):
    a_certificate(product)
    past = a_past(product)
    paper, old = a_paper(act_of(at=at_ten(LAST_YEAR)), product)
    Evidence.objects.filter(dossier=past, part=MATERIAL).update(paper_file=old, sha256=old.sha256)
    new = add_paper_file(paper, act, data=picture(), filename="moi.jpg", replaces=old)

    dossier = prepare(act, product=product, kind=Kind.UPGRADE)

    assert [one.paper_file for one in dossier.evidence.current().filter(part=MATERIAL)] == [new]
    # What is new since the last filing is proof of change too.
    assert dossier.evidence.current().filter(part=CHANGES, paper_file=new).exists()


def test_choices_that_mean_another_thing_on_the_new_sheet_are_not_carried(act, product):
    a_certificate(product)
    elsewhere = a_past(product, rubric=a_rubric(1))

    dossier = prepare(act, product=product, kind=Kind.UPGRADE)

    assert dossier.previous == elsewhere
    assert MATERIAL not in dossier.choices
    assert MATERIAL in " ".join(updates_of(dossier, TODAY).unscored)


def test_drawing_adds_what_is_claimed_since_and_replaces_older_versions(act, product):
    dossier = a_dossier(product=product, choices={MATERIAL: 3})
    paper, old = a_paper(act, product)

    assert draw_evidence(dossier, act) == 1
    new = add_paper_file(paper, act, data=picture(), filename="moi.jpg", replaces=old)
    assert draw_evidence(dossier, act) == 1

    drawn = dossier.evidence.current().exclude(paper_file=None)
    assert [one.paper_file for one in drawn] == [new]
    with pytest.raises(Refused, match="không có gì thêm"):
        draw_evidence(dossier, act)


def test_drawing_is_refused_once_the_dossier_is_filed(act, product):
    a_paper(act, product)

    with pytest.raises(Refused):
        draw_evidence(a_dossier(State.SUBMITTED, product=product), act)


def test_only_what_changed_or_lapsed_is_asked(act, product):
    a_certificate(product, lapses_on=TODAY + timedelta(days=150))
    a_past(product)
    dossier = prepare(act, product=product, kind=Kind.RENEWAL)

    told = updates_of(dossier, TODAY)

    where = {part.where for part in told.asked}
    assert "self_assessment/changes" in where
    assert "self_assessment/profile" not in where
    assert "Giới thiệu chủ thể" in told.kept_sections
    assert [one.code for one in told.kept] == [MATERIAL, CHAIN]
    assert told.lapsed == []


def test_a_paper_that_ended_since_it_was_taken_is_asked_anew(act, product):
    dossier = a_dossier(product=product, choices={})
    _, file = a_paper(act, product, expires_on=TODAY)
    an_evidence(dossier, MATERIAL, paper_file=file)

    assert lapsed_evidence(dossier, TODAY) == []
    assert len(lapsed_evidence(dossier, TODAY + timedelta(days=1))) == 1


def test_the_change_list_names_points_before_and_now(act, product):
    a_certificate(product)
    a_past(product)
    dossier = prepare(act, product=product, kind=Kind.UPGRADE)
    dossier.choices = {**dossier.choices, CHAIN: 4}

    [change] = changes_of(dossier)

    assert (change.code, change.had, change.has) == (CHAIN, 1, 3)


def test_a_renewal_of_a_transitional_certificate_is_taken_after_its_lapse(act, product):
    a_certificate(product, lapses_on=TODAY - timedelta(days=20))

    dossier = prepare(act, product=product, kind=Kind.RENEWAL)

    assert dossier.kind == Kind.RENEWAL


def test_what_prepare_took_is_told_in_its_line(act, product):
    from ocop.audit.queries import history

    a_paper(act, product)
    [line] = history(prepare(act, product=product, kind=Kind.FIRST))

    assert (line.verb, line.facts["files"]) == (Verb.PREPARED, 1)
