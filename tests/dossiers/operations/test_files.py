import pytest

from ocop.audit.queries import history
from ocop.dossiers.flow import State
from ocop.dossiers.models import Evidence, Kind
from ocop.dossiers.operations import attach, files, remove_evidence
from ocop.dossiers.verbs import Verb
from ocop.files import store
from tests.dossiers.unchanged import refused
from tests.factories.dossiers import a_dossier, a_user, act_of, an_evidence
from tests.files import samples

pytestmark = pytest.mark.django_db
WRITABLE = {State.DRAFT, State.RETURNED}


@pytest.fixture
def act():
    return act_of(a_user())


def test_attach_keeps_the_file_and_its_digest(act):
    dossier, data = a_dossier(), samples.pdf()

    evidence = attach(dossier, act, part="1.5", data=data, filename="Hợp đồng.pdf")

    assert (evidence.name, evidence.mime) == ("Hợp đồng.pdf", "application/pdf")
    assert (evidence.size, evidence.by) == (len(data), act.by)
    with store.open_key(evidence.key) as kept:
        assert kept.read() == data
    [line] = history(dossier)
    assert line.verb == Verb.ATTACHED
    assert line.facts == {
        "part": "1.5", "sha256": evidence.sha256, "size": len(data), "replaces": None
    }  # fmt: skip


def test_history_does_not_hold_the_name_of_a_file(act):
    dossier = a_dossier()
    attach(dossier, act, part="1.5", data=samples.pdf(), filename="Căn cước Nguyễn Thị Thử.pdf")

    assert "Thử" not in str(history(dossier).get().facts)


def test_a_new_file_of_the_same_name_and_part_replaces_the_old_one(act):
    dossier = a_dossier()
    old = attach(dossier, act, part="1.5", data=samples.pdf(1), filename="a.pdf")
    new = attach(dossier, act, part="1.5", data=samples.pdf(2), filename="a.pdf")

    old.refresh_from_db()
    assert old.replaced_by == new
    assert list(dossier.evidence.current().filter(part="1.5")) == [new]
    assert history(dossier).last().facts["replaces"] == old.sha256


def test_the_same_name_elsewhere_replaces_nothing(act):
    dossier = a_dossier()
    for part in ("1.5", "1.6"):
        attach(dossier, act, part=part, data=samples.pdf(), filename="a.pdf")

    assert dossier.evidence.current().filter(name="a.pdf").count() == 2


def test_the_same_file_sent_twice_changes_nothing(act):
    dossier = a_dossier()
    sent = {"part": "1.5", "data": samples.pdf(), "filename": "a.pdf"}

    assert attach(dossier, act, **sent) == attach(dossier, act, **sent)
    assert dossier.evidence.filter(part="1.5").count() == 1
    assert history(dossier).count() == 1


@pytest.mark.parametrize(
    ("kind", "part", "taken"),
    [
        (Kind.FIRST, "1.5", True),
        (Kind.FIRST, "registration", True),
        (Kind.FIRST, "self_assessment", True),
        (Kind.FIRST, "changes", False),
        (Kind.RENEWAL, "changes", True),
        (Kind.FIRST, "99.9", False),
        (Kind.FIRST, "", False),
    ],
)
def test_a_part_takes_files_when_the_dossier_has_it(act, kind, part, taken):
    dossier = a_dossier(kind=kind)
    sent = {"part": part, "data": samples.pdf(), "filename": "a.pdf"}

    if taken:
        assert attach(dossier, act, **sent).part == part
    else:
        with refused("không có tiêu chí") as caught:
            attach(dossier, act, **sent)
        assert caught.value.field == "part"


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", b"%PDF-1.7 nothing"])
def test_a_file_that_is_none_is_refused(act, data):
    dossier = a_dossier()

    with refused("a"):
        attach(dossier, act, part="1.5", data=data, filename="a.pdf")


@pytest.mark.parametrize("state", State)
def test_files_change_in_a_draft_and_a_return_only(act, state):
    dossier = a_dossier(state)
    kept = an_evidence(dossier)

    if state in WRITABLE:
        attach(dossier, act, part="1.5", data=samples.pdf(), filename="a.pdf")
        remove_evidence(kept, act)
    else:
        with refused("không sửa được"):
            attach(dossier, act, part="1.5", data=samples.pdf(), filename="a.pdf")
        with refused("không sửa được"):
            remove_evidence(kept, act)


def test_a_dossier_holds_only_so_many_files(act, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 2)
    dossier = a_dossier()
    attach(dossier, act, part="1.5", data=samples.pdf(), filename="a.pdf")

    with refused("gộp"):
        attach(dossier, act, part="1.5", data=samples.pdf(), filename="b.pdf")
    assert attach(dossier, act, part="1.5", data=samples.pdf(2), filename="a.pdf")


def test_remove_takes_the_file_out_and_keeps_its_row(act):
    dossier = a_dossier()
    evidence = an_evidence(dossier)

    remove_evidence(evidence, act)

    assert Evidence.objects.get(pk=evidence.pk).removed_at == act.at
    assert evidence not in dossier.evidence.current()
    [line] = history(dossier)
    assert (line.verb, line.facts) == (
        Verb.REMOVED, {"part": "1.1", "sha256": evidence.sha256}
    )  # fmt: skip


def test_a_file_is_removed_once_and_an_old_version_never(act):
    dossier = a_dossier()
    gone, new = an_evidence(dossier), an_evidence(dossier)
    old = an_evidence(dossier, replaced_by=new)
    remove_evidence(gone, act)

    for evidence in (gone, old):
        with refused("gỡ hoặc thay"):
            remove_evidence(evidence, act)
