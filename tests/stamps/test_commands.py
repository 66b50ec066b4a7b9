"""Stamps are allotted and keys rotated from the command line, and what happened is told."""

import json

import pytest
from django.core.management import CommandError, call_command

from ocop.audit.queries import history
from ocop.stamps.keys import key_for, keys
from ocop.stamps.models import Batch, Order
from ocop.stamps.serials import read
from tests.factories.stamps import GTIN, a_lot, a_stamped_product
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def allot(capsys, path, product, *more, lot="L9", count=1_000):
    """Return what the command printed."""
    call_command(
        "allot_stamps", "--product", product.code, "--lot", lot, "--count", str(count),
        "--out", str(path), *more,
    )  # fmt: skip
    return json.loads(capsys.readouterr().out)


def test_a_file_is_written_and_told_as_json(capsys, tmp_path):
    product = a_stamped_product(gtin=GTIN)

    told = allot(capsys, tmp_path / "tem.csv", product)

    batch = Batch.objects.get()
    lines = (tmp_path / "tem.csv").read_text("ascii").splitlines()
    assert list(told) == ["batch", "first", "last", "bytes", "seconds"]
    assert (told["batch"], told["first"], told["last"]) == (batch.code, 1, 1_000)
    assert told["bytes"] == (tmp_path / "tem.csv").stat().st_size
    assert len(lines) == 1 + 1_000
    stamps = [read(keys(), line.split(",")[1], batch.about) for line in lines[1:]]
    assert [stamp.counter for stamp in stamps] == list(range(1, 1_001))
    assert {stamp.province for stamp in stamps} == {"22"}


def test_the_next_file_of_a_product_goes_on_behind_the_last(capsys, tmp_path):
    product = a_stamped_product()

    allot(capsys, tmp_path / "a", product, count=10)
    told = allot(capsys, tmp_path / "b", product, lot="L10", count=10)

    assert (told["first"], told["last"]) == (11, 20)


def test_symbols_are_written_where_they_are_asked_for(capsys, tmp_path):
    told = allot(capsys, tmp_path / "tem.ps", a_stamped_product(), "--format", "ps", count=5)

    text = (tmp_path / "tem.ps").read_text("ascii")
    assert text.startswith("%!PS-Adobe-3.0")
    assert told["bytes"] == len(text)


def test_that_balance_and_trace_were_passed_over_is_recorded_with_the_reason(capsys, tmp_path):
    lot = a_lot(units=10, code="L9")

    allot(capsys, tmp_path / "tem", lot.product, "--reason", "Đơn giấy 12/2026.", count=11)

    order = Order.objects.get()
    assert (order.over_balance, order.reason) == (True, "Đơn giấy 12/2026.")
    assert history(order)[0].facts["exception"] == "Đơn giấy 12/2026."


@pytest.mark.parametrize(
    ("code", "count", "why"), [("SP-99999", 1, "Không có sản phẩm"), (None, 0, "từ 1")]
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(tmp_path, code, count, why):
    product = a_stamped_product()

    with pytest.raises(CommandError, match=why):
        call_command(
            "allot_stamps", product=code or product.code, lot="L9", count=count,
            out=tmp_path / "tem",
        )  # fmt: skip

    assert not (tmp_path / "tem").exists()
    assert Order.objects.count() == 0


def test_where_no_file_can_lie_no_stamps_are_allotted(tmp_path):
    product = a_stamped_product()

    with pytest.raises(CommandError, match="Chưa cấp tem nào"):
        call_command(
            "allot_stamps", product=product.code, lot="L9", count=1, out=tmp_path / "no" / "tem"
        )

    assert Order.objects.count() == 0


def test_a_file_that_breaks_off_is_said_and_its_batch_stays(tmp_path):
    product, broken = a_stamped_product(), tmp_path / "tem"
    broken.symlink_to(tmp_path / "no" / "tem")

    with pytest.raises(CommandError, match="Hãy lấy lại tệp ở trang của lô tem"):
        call_command("allot_stamps", product=product.code, lot="L9", count=1, out=broken)

    assert Batch.objects.count() == 1


def test_a_rotated_key_makes_the_next_stamps_and_those_before_stay_genuine(capsys, tmp_path):
    product = a_stamped_product()
    old = key_for("22", TODAY.year)
    allot(capsys, tmp_path / "a", product, count=3)

    call_command("rotate_stamp_key", province="22")
    capsys.readouterr()
    allot(capsys, tmp_path / "b", product, lot="L10", count=3)

    made = [
        (tmp_path / name).read_text("ascii").splitlines()[1].split(",")[1] for name in ("a", "b")
    ]
    stamps = [read(keys(), serial, Batch.objects.first().about) for serial in made]
    assert stamps[0].key == old.id
    assert stamps[1].key not in (old.id, None)
