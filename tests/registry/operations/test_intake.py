"""Taking a register over: in one transaction, with the history of every act."""

import pytest

from ocop.audit.models import Entry
from ocop.places.models import Province
from ocop.registry.intake import plan_registry
from ocop.registry.models import Product
from ocop.registry.operations import import_registry, keep_legacy_code
from ocop.registry.verbs import Verb
from tests.factories.dossiers import a_commune, a_producer, a_product
from tests.factories.registers import GTIN, register
from tests.registry.unchanged import refused, unchanged


def taken(act, province, data, **options):
    return import_registry(act, data=data, filename="so.xlsx", province=province, **options)


def verbs():
    return list(Entry.objects.filter(verb__startswith="registry").order_by("pk").values_list(
        "verb", flat=True
    ))  # fmt: skip


def test_each_act_and_the_import_itself_leave_a_line(act, province):
    taken(act, province, register({"code": "BC-01"}, {"product": "Mật ong", "set": "4"}))

    assert verbs() == [
        Verb.PRODUCER_REGISTERED, Verb.PRODUCT_REGISTERED, Verb.CODE_ASSIGNED,
        Verb.PRODUCT_REGISTERED, Verb.IMPORTED,
    ]  # fmt: skip
    entry = Entry.objects.get(verb=Verb.IMPORTED)
    assert (entry.target_name, entry.facts) == (
        "Quảng Ninh", {"rows": 2, "new": 2, "changed": 0, "same": 0, "errors": 0},
    )  # fmt: skip


def test_rows_with_errors_stay_out_and_the_others_come_in(act, province):
    plan = taken(act, province, register({"set": "99"}, {"product": "Mật ong", "set": "4"}))

    assert plan.counts == {"rows": 2, "new": 1, "changed": 0, "same": 0, "errors": 1}
    assert Product.objects.get().name == "Mật ong"


def test_a_second_import_leaves_no_trace(act, province):
    data = register({})
    taken(act, province, data)

    with unchanged():
        taken(act, province, data)


def test_a_change_is_written_by_the_acts_that_describe(act, province):
    taken(act, province, register({}))
    before = len(verbs())

    taken(act, province, register({"phone": "0988777666", "gtin": GTIN}))

    product = Product.objects.get()
    assert (product.producer.phone, product.gtin) == ("0988777666", GTIN)
    assert verbs()[before:] == [Verb.PRODUCER_DESCRIBED, Verb.PRODUCT_DESCRIBED, Verb.IMPORTED]


def test_what_was_seen_is_what_is_written(act, province):
    data = register({})
    seen = plan_registry(data, "so.xlsx", province=province, day=act.day).fingerprint

    assert taken(act, province, data, seen=seen).counts["new"] == 1


def test_a_plan_that_has_changed_since_is_refused(act, province):
    data = register({})
    seen = plan_registry(data, "so.xlsx", province=province, day=act.day).fingerprint
    taken(act, province, register({"phone": "0988777666"}))

    with refused("đã thay đổi từ lúc xem trước"):
        taken(act, province, data, seen=seen)


def test_a_refused_row_takes_the_whole_file_back(act, province):
    far = a_commune("00001", "Xa", Province.objects.get(code="01"))
    made_here = a_product(producer=a_producer(commune=far), commune=a_commune())
    keep_legacy_code(made_here, act, code="BC-01")

    with refused("Dòng 3: Mã BC-01 đã ghi .*Chưa ghi dòng nào"):
        taken(act, province, register({}, {"product": "Mật ong", "set": "4", "code": "BC-01"}))


def test_progress_is_told(act, province):
    told = []

    taken(
        act, province, register({}, {"product": "Mật ong", "set": "4"}),
        report=lambda done, total: told.append((done, total)),
    )  # fmt: skip

    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 100])
def test_a_file_that_cannot_be_read_changes_nothing(act, province, data):
    with refused():
        taken(act, province, data)
