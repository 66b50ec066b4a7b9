"""Ideas and plans on the office's desks: typed in, found, sent back, accepted."""

from ocop.cycles.flow import IdeaState, PlanState
from ocop.cycles.models import Admission, Idea, Participation, Plan
from ocop.registry.models import Product
from tests import cast
from tests.factories.cycles import a_cycle, a_plan, an_idea
from tests.factories.dossiers import a_producer, a_product, a_rubric
from tests.moment import TODAY
from tests.web.desk import at, text


def test_an_idea_is_found_by_its_words_and_its_old_district():
    mine = an_idea(IdeaState.FILED, name="Trà hoa vàng")
    mine.commune.old_district = "Huyện Ba Chẽ"
    mine.commune.save()
    an_idea(IdeaState.FILED)
    client = at(cast.tung())

    by_words = client.get("/van-phong/y-tuong/?tu=hoa+vàng").context["listing"]
    by_district = client.get("/van-phong/y-tuong/?huyen=Huyện+Ba+Chẽ").context["listing"]

    assert (by_words.count, by_district.count) == (1, 2)


def test_an_officer_types_an_idea_in_for_a_producer():
    a_cycle()
    producer = a_producer()
    client = at(cast.lan())

    client.post("/van-phong/y-tuong/moi/", {
        "producer": producer.pk, "kind": "new", "name": "Măng khô",
    })  # fmt: skip
    idea = Idea.objects.get()
    said = {blank.key: "Có." for blank in idea.slip.blanks}
    client.post(f"/van-phong/y-tuong/{idea.code}/nhap/", {"version": 0, **said})
    client.post(f"/van-phong/y-tuong/{idea.code}/nop/")

    idea.refresh_from_db()
    assert (idea.state, idea.is_assisted) == (IdeaState.FILED, True)
    assert "cán bộ làm thay" in text(client.get(f"/van-phong/y-tuong/{idea.code}/"))


def test_an_idea_is_not_typed_in_for_a_producer_of_another_commune(beside):
    a_cycle()
    data = {"producer": beside.pk, "kind": "new", "name": "Măng khô"}

    answer = at(cast.lan()).post("/van-phong/y-tuong/moi/", data)

    assert answer.context["form"].errors["producer"]
    assert not Idea.objects.exists()


def test_the_commune_writes_its_finding_and_the_province_accepts_many_at_once():
    a_rubric()
    first, second = an_idea(IdeaState.FILED), an_idea(IdeaState.FILED)
    for one in (first, second):
        at(cast.lan()).post(f"/van-phong/y-tuong/{one.code}/xem-xet/", {
            "is_feasible": "1", "finding": "Có vùng nguyên liệu.", "set_number": 8,
        })  # fmt: skip

    answer = at(cast.tung()).post("/van-phong/y-tuong/chap-thuan/", {
        "number": "99/QĐ-UBND", "signed_on": "05/10/2026", "ideas": [first.pk, second.pk],
    })  # fmt: skip

    assert answer.status_code == 302
    assert Admission.objects.get().ideas.count() == 2
    assert Participation.objects.on(TODAY).count() == 2
    assert set(Product.objects.values_list("name", flat=True)) == {first.name, second.name}


def test_the_commune_returns_before_its_finding_and_the_province_after():
    at_commune, at_province = an_idea(IdeaState.FILED), an_idea(IdeaState.REVIEWED)
    reasons = {"reasons": "Ghi rõ vùng nguyên liệu."}

    assert (
        at(cast.tung())
        .post(f"/van-phong/y-tuong/{at_commune.code}/tra-lai/", reasons)
        .context["form"]
        .errors
    )
    at(cast.lan()).post(f"/van-phong/y-tuong/{at_commune.code}/tra-lai/", reasons)
    at(cast.tung()).post(f"/van-phong/y-tuong/{at_province.code}/tra-lai/", reasons)

    assert set(Idea.objects.values_list("state", flat=True)) == {IdeaState.RETURNED}


def test_the_province_declines_with_a_reason():
    idea = an_idea(IdeaState.REVIEWED)
    url = f"/van-phong/y-tuong/{idea.code}/chua-chap-thuan/"
    client = at(cast.leader())

    assert client.post(url, {"reasons": ""}).context["form"].errors["reasons"]
    client.post(url, {"reasons": "Trùng sản phẩm đã có."})

    assert "Trùng sản phẩm đã có." in text(client.get(f"/van-phong/y-tuong/{idea.code}/"))


def test_a_plan_is_sent_back_by_the_commune_and_approved_by_the_province():
    plan = a_plan(PlanState.FILED)
    other = a_plan(PlanState.FILED)

    at(cast.lan()).post(f"/van-phong/phuong-an/{plan.code}/tra-lai/", {"reasons": "Thiếu vốn."})
    at(cast.tung()).post(f"/van-phong/phuong-an/{other.code}/duyet/", {"opinion": "Nhất trí."})
    at(cast.lan()).post(f"/van-phong/phuong-an/{other.code}/tien-do/", {
        "day": "05/10/2026", "done": "Đã mua máy sấy.",
    })  # fmt: skip

    assert Plan.objects.get(pk=plan.pk).returns.get().by == "commune"
    page = text(at(cast.tung()).get(f"/van-phong/phuong-an/{other.code}/"))
    assert "Nhất trí." in page
    assert "Đã mua máy sấy." in page


def test_a_plan_of_another_commune_is_not_there(beside):
    plan = a_plan(PlanState.FILED, product=a_product(producer=beside))

    for rest in ("", "tra-lai/", "tien-do/"):
        url = f"/van-phong/phuong-an/{plan.code}/{rest}"
        assert at(cast.lan()).get(url).status_code == 404
