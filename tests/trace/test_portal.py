"""The national portal is told each content of a lot once, tried again, and never lied to."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from ocop.audit.queries import history
from ocop.kernel.errors import Refused
from ocop.trace.elements import element_sets
from ocop.trace.models import PortalParcel
from ocop.trace.operations import (
    add_lot,
    declare_wrong,
    export_lot,
    keep_sent,
    lift_recall,
    pack,
    recall,
    send_parcel_again,
)
from ocop.trace.portal import delivering
from ocop.trace.portal.adapters import NotTaken
from ocop.trace.portal.delivering import LEASE, claim, deliver_due, queue_touched
from ocop.trace.portal.document import VALUES, document_of
from tests import cast
from tests.factories.dossiers import a_product, act_of
from tests.factories.trace import a_made_lot, a_shipment, a_workshop
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db
OFFICE = {"reason": "Nấm mốc.", "decision": "9/QĐ"}


class Portal:
    """A portal of the tests: it keeps what it took, and refuses while it is down."""

    name = "tests"
    taken: list = []
    down = False
    final = False

    def send(self, parcel):
        if self.down:
            raise NotTaken("Cổng đang bảo trì.", final=self.final)
        self.taken.append(parcel)
        return "đã nhận"


@pytest.fixture
def portal(settings, monkeypatch):
    """Return a portal that is up, and remembers."""
    settings.PORTAL_ADAPTER = f"{__name__}.Portal"
    for name, value in (("taken", []), ("down", False), ("final", False)):
        monkeypatch.setattr(Portal, name, value)
    return Portal


@pytest.fixture
def folder(settings, tmp_path):
    """Return the folder into which parcels are laid."""
    settings.PORTAL_FOLDER = tmp_path / "portal"
    return settings.PORTAL_FOLDER


@pytest.fixture
def lot():
    """Return a lot whose trace is good enough for stamps."""
    made = a_made_lot(a_product(gtin="08936012345674"), expires_on=TODAY + timedelta(days=300))
    a_pack(made)
    return made


def a_pack(lot, units=10):
    """Return an entry that tells something new of a lot."""
    return pack(
        by_hoa(), client_id=uuid4(), site=a_workshop(lot.product.producer), lot=lot, units=units
    )


def by_hoa():
    return act_of(cast.hoa())


def by_office():
    return act_of(cast.tung())


def run(at=NOW):
    return deliver_due(lambda: at)


def values(told, key):
    return next(one["values"] for one in told.body["elements"] if one["key"] == key)


def test_every_element_of_every_list_has_its_value():
    asked = {element.key for one in element_sets() for element in one.elements}

    assert asked == set(VALUES)


def test_a_document_tells_the_elements_of_the_lots_day(lot):
    told = document_of(lot, TODAY)

    assert told.body["instrument"] == "37/2026/NĐ-CP"
    assert [one["key"] for one in told.body["elements"]] == [
        one.key for one in element_sets()[-1].elements
    ]
    assert values(told, "code") == ["https://id.gs1.org/01/08936012345674/10/L01"]
    assert values(told, "stage_names") == ["Thu hoạch", "Chế biến", "Đóng gói"]
    assert values(told, "product_image") == []
    assert "product_image" in told.body["missing"]


def test_a_document_names_no_buyer(lot):
    a_shipment(lot, 5, partner="Nguyễn Thị Bưởi", partner_place="12 Lê Lợi")

    told = document_of(lot, TODAY).json(1).decode()

    assert "Gửi hàng" in told
    assert "Bưởi" not in told
    assert "Lê Lợi" not in told


def test_the_table_has_a_line_a_value_and_no_formula(lot):
    lot.product.name = "=1+1"
    rows = list(csv.reader(io.StringIO(document_of(lot, TODAY).csv(3).decode("utf-8-sig"))))

    assert rows[0] == ["product", "lot", "version", "status", "element", "name", "value"]
    assert {row[2] for row in rows[1:]} == {"3"}
    assert [row[-1] for row in rows if row[4] == "product_name"] == ["'=1+1"]
    assert len([row for row in rows if row[4] == "stages"]) == 3


def test_the_folder_gets_two_files_that_tell_their_digest(lot, folder):
    parcel = export_lot(lot, by_office())

    assert run().sent == 1

    told = json.loads(next(folder.glob("*.json")).read_text())
    assert (told["digest"], told["version"]) == (parcel.digest, 1)
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".json"]
    parcel.refresh_from_db()
    assert (parcel.state, parcel.sent_at) == ("sent", NOW)


def test_a_code_with_signs_makes_no_way_out_of_the_folder(folder):
    made = a_made_lot(code="../../L/1", expires_on=TODAY + timedelta(days=9))
    export_lot(made, by_office())

    run()

    assert len(list(folder.glob("*.json"))) == 1
    assert [path for path in folder.parent.rglob("*.json") if path.parent != folder] == []


def test_a_folder_that_cannot_be_written_is_told_in_words(lot, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.PORTAL_FOLDER = tmp_path / "file"
    parcel = export_lot(lot, by_office())

    run()

    parcel.refresh_from_db()
    assert parcel.state == "failed"
    assert "Không ghi được vào thư mục" in parcel.answer


def test_the_same_content_goes_once(lot, portal):
    export_lot(lot, by_office())
    with pytest.raises(Refused, match="đã có đúng nội dung này"):
        export_lot(lot, by_office())

    run()
    run()
    queue_touched(by_office())
    run()

    assert [parcel.reference[-19:-17] for parcel in portal.taken] == ["v1"]


def test_what_is_new_goes_as_the_next_version(lot, portal):
    export_lot(lot, by_office())
    run()
    a_pack(lot)

    export_lot(lot, by_office())
    run()

    assert [json.loads(one.json)["version"] for one in portal.taken] == [1, 2]


def test_a_recall_and_its_lifting_are_told_though_the_content_was_told_before(lot, portal):
    export_lot(lot, by_office())
    held = recall(by_office(), lot=lot, **OFFICE)
    export_lot(lot, by_office())
    run()
    lift_recall(held, by_office(), reason="Xét nghiệm lại đạt.")
    export_lot(lot, by_office())
    run()

    assert [json.loads(one.json)["status"] for one in portal.taken] == ["recalled", "in_force"]


def test_a_version_that_waits_gives_way_to_the_next(lot, portal):
    first = export_lot(lot, by_office())
    a_pack(lot)

    export_lot(lot, by_office())
    run()

    first.refresh_from_db()
    assert first.state == "replaced"
    assert [json.loads(one.json)["version"] for one in portal.taken] == [2]


def test_a_lot_declared_wrong_is_taken_back_where_it_was_told(portal):
    made = a_made_lot(expires_on=TODAY + timedelta(days=9))
    export_lot(made, by_office())
    run()
    declare_wrong(made.diary.get(), by_hoa(), reason="Ghi nhầm sản phẩm.")
    made.refresh_from_db()

    export_lot(made, by_office())
    run()

    assert json.loads(portal.taken[-1].json)["status"] == "void"


def test_a_lot_below_the_gate_waits_for_its_diary(portal):
    product = a_product()
    bare = add_lot(by_hoa(), product=product, code="L9", made_on=TODAY, units=5)

    with pytest.raises(Refused, match="Lô mới đủ"):
        export_lot(bare, by_office())
    assert queue_touched(by_office()) == 0


def test_a_portal_that_is_down_is_tried_again_until_it_takes_the_parcel(lot, portal, monkeypatch):
    parcel = export_lot(lot, by_office())
    monkeypatch.setattr(portal, "down", True)
    run()
    parcel.refresh_from_db()
    assert (parcel.state, parcel.next_try_at) == ("failed", NOW + timedelta(minutes=1))

    monkeypatch.setattr(portal, "down", False)
    assert run(NOW + timedelta(seconds=59)).sent == 0
    assert run(NOW + timedelta(minutes=1)).sent == 1

    parcel.refresh_from_db()
    assert (parcel.state, parcel.tries, parcel.answer) == ("sent", 2, "đã nhận")
    assert [entry.verb for entry in history(parcel)] == [
        "trace.portal_queued", "trace.portal_failed", "trace.portal_sent",
    ]  # fmt: skip


def test_what_was_given_up_goes_again_when_somebody_says_so(lot, portal, monkeypatch):
    parcel = export_lot(lot, by_office())
    monkeypatch.setattr(portal, "down", True)
    monkeypatch.setattr(portal, "final", True)
    run()
    parcel.refresh_from_db()
    assert parcel.state == "given_up"
    monkeypatch.setattr(portal, "down", False)
    assert run(NOW + timedelta(days=9)).sent == 0

    send_parcel_again(parcel, by_office())

    assert run().sent == 1
    with pytest.raises(Refused, match="đã gửi"):
        send_parcel_again(parcel, by_office())


def test_two_deliverers_never_hold_one_parcel(lot, portal):
    parcel = export_lot(lot, by_office())

    assert claim(parcel.pk, uuid4(), NOW)
    assert not claim(parcel.pk, uuid4(), NOW)
    assert run().sent == 0


def test_a_deliverer_killed_after_the_sending_leaves_one_file(lot, folder, monkeypatch):
    parcel = export_lot(lot, by_office())

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(delivering, "keep_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            run()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run().sent == 0
    assert run(NOW + LEASE).sent == 1

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert PortalParcel.objects.get(pk=parcel.pk).tries == 2


def test_whoever_lost_the_parcel_does_not_tell_its_outcome(lot, portal):
    parcel = export_lot(lot, by_office())
    claim(parcel.pk, uuid4(), NOW)

    with pytest.raises(Refused, match="tiến trình khác"):
        keep_sent(parcel, by_office(), lease=uuid4(), answer="")


def test_another_adapter_is_told_everything_anew(lot, portal, folder, settings):
    export_lot(lot, by_office())
    run()
    settings.PORTAL_ADAPTER = "ocop.trace.portal.folder.FolderAdapter"

    assert export_lot(lot, by_office()).version == 1
    assert run().sent == 1


def test_an_untouched_lot_is_not_looked_at_each_night(lot, portal):
    late = NOW + timedelta(days=9)

    assert queue_touched(act_of(cast.tung(), at=late)) == 0
    assert queue_touched(by_office()) == 1


def test_the_command_queues_sends_and_counts(lot, folder, capsys):
    call_command("export_portal", "--all")
    call_command("export_portal", "--all")

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"queued": 1, "sent": 1, "failed": 0}
    assert second == {"queued": 0, "sent": 0, "failed": 0}
