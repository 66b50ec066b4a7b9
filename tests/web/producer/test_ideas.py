"""Ideas and plans at the producer's door: a few short pages, never lost, and told why."""

import pytest

from ocop.cycles.flow import IdeaState, PlanState
from ocop.cycles.models import Idea, Plan
from ocop.cycles.models.ideas import By
from ocop.cycles.operations import return_idea, return_plan
from ocop.cycles.slips import PLAN
from tests import cast
from tests.factories.cycles import a_cycle, a_participation, a_plan, an_idea
from tests.factories.dossiers import MEAT, act_of

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def url(thing, rest=""):
    kind = "y-tuong" if isinstance(thing, Idea) else "phuong-an"
    return f"/chu-the/{kind}/{thing.code}/{rest}"


def write_all(desk, thing, slip):
    """Fill in every page of a slip."""
    for page in slip.pages:
        thing.refresh_from_db()
        said = {blank.key: "Có." for blank in page.blanks}
        desk.post(url(thing, f"trang/{page.key}/"), {"version": thing.version, **said})


def test_an_idea_is_registered_page_by_page_and_filed(desk, producer):
    a_cycle()
    desk.post("/chu-the/y-tuong/moi/", {
        "producer": producer.pk, "kind": "new", "name": "Măng khô", "set_number": MEAT,
    })  # fmt: skip
    idea = Idea.objects.get()

    write_all(desk, idea, idea.slip)
    assert "Nộp cho Xã Ba Chẽ" in text(desk.get(url(idea)))
    desk.post(url(idea, "nop/"))

    idea.refresh_from_db()
    assert idea.state == IdeaState.FILED


def test_an_existing_product_is_offered_until_it_takes_part(desk, producer, product):
    assert product.name in text(desk.get("/chu-the/y-tuong/moi/"))
    a_participation(product)
    assert product.name not in text(desk.get("/chu-the/y-tuong/moi/"))


def test_what_is_missing_is_named_and_the_next_page_offered(desk, producer):
    idea = an_idea(producer=producer, said={"what": "Măng"})

    page = text(desk.get(url(idea)))

    assert "Còn trống: vì sao là của xã mình" in page
    assert "Viết tiếp: Sản phẩm định làm" in page
    assert desk.post(url(idea, "nop/")).status_code == 409


def test_a_page_saves_itself_and_answers_with_its_version(desk, producer):
    idea = an_idea(producer=producer)
    headers = {"X-Autosave": "1"}

    saved = desk.post(
        url(idea, "trang/san-pham/"), {"version": 0, "what": "Măng mai"}, headers=headers
    )
    stale = desk.post(url(idea, "trang/san-pham/"), {"version": 0, "what": "Cũ"}, headers=headers)

    assert saved.json()["version"] == 1
    assert stale.status_code == 409
    assert Idea.objects.get().said["what"] == "Măng mai"


def test_words_typed_on_a_stale_page_stay_and_can_be_saved_over(desk, producer):
    idea = an_idea(producer=producer, version=3)
    here = url(idea, "trang/san-pham/")

    page = desk.post(here, {"version": 1, "what": "Lời của tôi"})
    assert "Lời của tôi" in text(page)
    assert "Lưu theo trang này" in text(page)
    desk.post(here, {"version": 1, "over": 3, "what": "Lời của tôi"})

    assert Idea.objects.get().said["what"] == "Lời của tôi"


def test_why_an_idea_came_back_is_told_with_a_day(desk, producer):
    idea = an_idea(IdeaState.FILED, producer=producer)
    return_idea(idea, act_of(cast.lan()), by=By.COMMUNE, reasons="Ghi rõ vùng nguyên liệu.")

    page = text(desk.get(url(idea)))

    assert "Ghi rõ vùng nguyên liệu." in page
    assert "19/10/2026" in page


def test_an_idea_is_withdrawn_for_good(desk, producer):
    idea = an_idea(IdeaState.FILED, producer=producer)

    desk.post(url(idea, "rut/"))

    idea.refresh_from_db()
    assert idea.state == IdeaState.WITHDRAWN


def test_a_plan_is_begun_written_filed_and_followed(desk, product):
    a_cycle()
    a_participation(product)
    assert "chưa có phương án" in text(desk.get("/chu-the/y-tuong/"))
    desk.post(f"/chu-the/phuong-an/moi/{product.code}/")
    plan = Plan.objects.get()

    write_all(desk, plan, PLAN)
    desk.post(url(plan, "nop/"))

    plan.refresh_from_db()
    assert plan.state == PlanState.FILED


def test_work_done_is_noted_on_an_approved_plan(desk, product):
    plan = a_plan(PlanState.APPROVED, product=product)

    desk.post(url(plan), {"day": "05/10/2026", "done": "Đã mua máy sấy.", "needed": "Vốn."})

    page = text(desk.get(url(plan)))
    assert "Đã mua máy sấy." in page
    assert "Vốn." in page


def test_why_a_plan_came_back_is_told(desk, product):
    plan = a_plan(PlanState.FILED, product=product)
    return_plan(plan, act_of(cast.tung()), by=By.PROVINCE, reasons="Thiếu chi phí một năm.")

    assert "Thiếu chi phí một năm." in text(desk.get(url(plan)))


@pytest.mark.parametrize("rest", ["", "trang/san-pham/"])
def test_what_is_not_mine_is_not_there(stranger, rest):
    for thing in (an_idea(), a_plan()):
        assert stranger.get(url(thing, rest)).status_code == 404
        assert stranger.post(url(thing, rest)).status_code == 404


def test_a_page_that_the_slip_does_not_have_is_not_there(desk, producer):
    idea = an_idea(producer=producer)

    assert desk.get(url(idea, "trang/khong-co/")).status_code == 404
