"""The first page: what to do today, for whom, in how many queries."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from ocop.dossiers.flow import State
from ocop.dossiers.models import Return
from ocop.registry.models import Paper
from ocop.stamps.operations import activate
from ocop.trace.operations import drill, recall, receive
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_dossier,
    a_producer,
    a_product,
    a_representative,
    act_of,
)
from tests.factories.stamps import a_handed_batch, a_lot
from tests.factories.trace import a_made_lot, a_shipment, a_workshop
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


def page(desk):
    answer = desk.get("/chu-the/")
    assert answer.status_code == 200
    return answer.content.decode()


def tasks(desk):
    return [task.label for task in desk.get("/chu-the/").context["tasks"]]


def returned(product, reasons="Bổ sung phiếu kiểm nghiệm."):
    dossier = a_dossier(State.RETURNED, product=product)
    Return.objects.create(dossier=dossier, by="commune", reasons=reasons, created_at=NOW)
    return dossier


def test_a_returned_dossier_is_the_first_task_and_brings_its_reasons(desk, product):
    a_dossier(State.DRAFT, product=a_product(producer=product.producer), forms={})
    returned(product)

    assert tasks(desk)[0] == f"Bổ sung hồ sơ {product}"
    assert "Bổ sung phiếu kiểm nghiệm." in page(desk)


def test_a_draft_tells_how_much_it_lacks(desk, product):
    a_dossier(State.DRAFT, product=product, choices={})

    [task] = [t for t in desk.get("/chu-the/").context["tasks"] if "Hoàn thành" in t.label]
    assert task.line == "Còn thiếu 1 mục"


def test_a_filed_dossier_tells_until_when_the_commune_answers(desk, product):
    a_dossier(State.SUBMITTED, product=product, filed_on=date(2026, 10, 5))

    assert "trả lời chậm nhất ngày 26/10/2026" in page(desk)


def test_what_is_in_my_hands_is_a_task_and_what_is_not_is_a_dossier(desk, product):
    filed = a_dossier(State.SUBMITTED, product=product)
    returned(a_product(producer=product.producer))

    assert [row[0] for row in desk.get("/chu-the/").context["dossiers"]] == [filed]


@pytest.mark.parametrize(
    ("days", "label"),
    [(181, None), (180, "Đánh giá lại"), (120, "Đánh giá lại"), (119, "Giấy chứng nhận của")],
)
def test_a_renewal_is_a_task_from_180_to_120_days_before_the_lapse(desk, product, days, label):
    a_certificate(product, lapses_on=TODAY + timedelta(days=days))

    found = [t for t in tasks(desk) if "giá lại" in t or "Giấy chứng nhận" in t]
    assert len(found) == (label is not None)
    assert all(task.startswith(label) for task in found)


def test_a_lapsed_certificate_shows_no_star_and_asks_for_a_first_evaluation(desk, product):
    a_certificate(product, lapses_on=TODAY)

    assert f"Đánh giá lần đầu cho {product}" in tasks(desk)
    assert "đã hết hạn từ 05/10/2026" in page(desk)


def test_a_product_with_a_dossier_under_way_is_not_asked_to_renew(desk, product):
    a_certificate(product, lapses_on=TODAY + timedelta(days=150))
    a_dossier(State.SUBMITTED, product=product)

    assert not [task for task in tasks(desk) if "Đánh giá lại" in task]


@pytest.mark.parametrize(("days", "told"), [(-61, False), (-60, True), (60, True), (61, False)])
def test_a_paper_is_told_sixty_days_around_its_end(desk, product, days, told):
    a_paper(product, TODAY + timedelta(days=days))

    assert any("VietGAP" in task for task in tasks(desk)) is told


def test_a_paper_that_was_followed_by_a_newer_one_is_not_told(desk, product):
    a_paper(product, TODAY)
    a_paper(product, TODAY + timedelta(days=700))

    assert not [task for task in tasks(desk) if "VietGAP" in task]


def test_whoever_represents_several_finds_each_with_its_products(desk, hoa, product):
    other = a_product(producer=a_producer())
    a_representative(other.producer, hoa)

    stands = desk.get("/chu-the/").context["stands"]
    assert {stand.producer.pk: [s.product.pk for s in stand.shelf] for stand in stands} == {
        product.producer_id: [product.pk],
        other.producer_id: [other.pk],
    }


def test_whoever_represents_nobody_is_told_whom_to_ask(stranger, product):
    assert "Hãy nhờ cán bộ xã" in page(stranger)
    assert product.name not in page(stranger)


def test_products_without_any_paper_are_told_once_and_one_of_the_whole_producer_covers_all(
    desk, producer
):
    for _ in range(2):
        a_product(producer=producer)
    before = page(desk)
    Paper.objects.create(producer=producer, kind="dkkd", created_at=NOW)

    assert "2 sản phẩm chưa có giấy tờ nào" in before
    assert "Đưa giấy tờ vào kho" not in page(desk)


def test_a_name_that_looks_like_markup_stays_a_name(desk, producer):
    mark = "<script>alert(1)</script>"
    product = a_product(producer=producer)
    type(product).objects.filter(pk=product.pk).update(name=mark)
    returned(product, reasons=mark)

    assert mark not in page(desk)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(desk)


def test_a_recall_of_her_goods_comes_before_all_else_and_a_drill_after(desk, product):
    returned(product)
    lot = a_made_lot(product)
    drill(act_of(cast.tung()), lot=lot, reason="Diễn tập quý IV")
    drill(act_of(cast.tung()), lot=lot, reason="Diễn tập nữa")
    before = tasks(desk)
    real = recall(act_of(cast.tung()), lot=lot, reason="Nhãn sai", decision="12/QĐ")
    first = desk.get("/chu-the/").context["tasks"][0]

    assert before[:2] == [f"Bổ sung hồ sơ {product}", "Diễn tập thu hồi lô hàng"]
    assert (first.label, first.url) == (
        "Ngừng bán, thu hồi lô hàng", f"/chu-the/nhat-ky/thu-hoi/{real.code}/",
    )  # fmt: skip
    assert tasks(desk).count("Diễn tập thu hồi lô hàng") == 1


def test_goods_that_come_and_stamps_to_put_to_use_are_tasks_until_they_are_done(desk, product):
    a_certificate(product)
    batch = a_handed_batch(a_lot(product))
    sender = a_made_lot(a_product(producer=a_producer()), code="L77")
    sent = a_shipment(sender, partner_producer=product.producer)
    before = tasks(desk)
    activate(batch, act_of(cast.hoa()), first=batch.first, last=batch.last)
    receive(act_of(cast.hoa()), client_id=uuid4(), site=a_workshop(product.producer),
            sending=sent, units=10)  # fmt: skip

    told = {f"Kích hoạt tem {product}", f"Nhận hàng {sender.product}"}
    assert told <= set(before)
    assert not told & set(tasks(desk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    desk, producer, count, django_assert_num_queries
):
    for _ in range(count):
        a_certificate(a_product(producer=producer))
        a_paper(a_product(producer=producer), TODAY)
        returned(a_product(producer=producer))
        a_dossier(State.DRAFT, product=a_product(producer=producer))
        a_dossier(State.SUBMITTED, product=a_product(producer=producer))

    desk.get("/chu-the/")  # reads the sheet once in this process
    with django_assert_num_queries(QUERIES):
        desk.get("/chu-the/")


QUERIES = 11


def a_paper(product, expires_on):
    return Paper.objects.create(
        producer=product.producer, product=product, kind=Paper.Kind.VIETGAP,
        expires_on=expires_on, created_at=NOW,
    )  # fmt: skip


def test_a_day_shows_three_things_and_the_others_behind_a_press(desk, product):
    for _ in range(4):
        returned(a_product(producer=product.producer))

    context = desk.get("/chu-the/").context
    assert len(context["first"]) == 3
    assert context["others"]
    assert "việc nữa" in page(desk)
