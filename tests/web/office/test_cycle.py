"""The year on the office's desks: the board, ideas, plans, trainings, targets, rounds."""

import re

import pytest

from ocop.cycles.flow import IdeaState, PlanState
from ocop.cycles.models import Admission, Attendance, Idea, Participation, Plan, Target, Training
from ocop.dossiers.flow import State
from ocop.registry.models import Product
from tests import cast
from tests.factories.cycles import (
    a_cycle,
    a_participation,
    a_plan,
    a_training,
    an_attendance,
    an_idea,
)
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_round,
    a_rubric,
)
from tests.moment import TODAY
from tests.web.desk import at, renamed, table, text

BOARD = "/van-phong/chu-trinh/"


@pytest.fixture
def beside():
    """A producer of another commune of the province."""
    return a_producer(commune=a_commune("06985", "Lương Minh"))


def links(page):
    """Return the addresses of the board's numbers, with the number."""
    return re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)


def filled(beside):
    """Put something into every column of two communes."""
    a_round()
    for state in ("FILED", "REVIEWED", "RETURNED", "ACCEPTED", "DECLINED"):
        an_idea(state)
    an_idea(IdeaState.FILED, producer=beside)
    for state in ("FILED", "RETURNED", "APPROVED"):
        a_plan(state)
    for state in (State.SUBMITTED, State.RECEIVED, State.PROPOSED, State.ASSESSED, State.DECIDED):
        a_dossier(state)
    ranked = a_product()
    a_certificate(ranked)
    a_participation(ranked)
    a_participation(a_product(producer=beside))
    a_certificate(a_product())


def test_each_number_of_the_board_leads_to_so_many_rows(beside):
    filled(beside)
    client = at(cast.tung())

    page = text(client.get(BOARD))

    found = links(page.replace("&amp;", "&"))
    assert len(found) > 20
    for url, number in found:
        listing = client.get(url).context["listing"]
        assert listing.count == int(number), url


def test_a_commune_sees_its_own_row_only(beside):
    filled(beside)

    page = text(at(cast.lan()).get(BOARD))

    assert "Xã Ba Chẽ" in page
    assert "Xã Lương Minh" not in page


def test_participating_and_ranked_are_counted_apart():
    both, alone, starred = a_product(), a_product(), a_product()
    a_certificate(both)
    a_certificate(starred)
    a_participation(both)
    a_participation(alone)
    a_participation(a_product(), ended_on=TODAY, why="left")

    context = at(cast.tung()).get(BOARD).context

    assert [n for _, n, _ in context["populations"]] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("asked", "count"),
    [("tham-gia", 1), ("co-sao", 0), ("chua-co-sao", 1), ("chua-quyet-dinh", 0), ("da-thoi", 0)],
)
def test_the_populations_of_another_day_are_asked_by_the_address(asked, count):
    product = a_product()
    a_participation(product, began_on=TODAY.replace(year=2025), ended_on=TODAY, why="left")
    a_certificate(product, issued_on=TODAY)

    page = at(cast.tung()).get(f"{BOARD}tham-gia/?so={asked}&ngay=04/10/2026")

    assert page.context["listing"].count == count


def test_the_board_draws_today_the_steps_and_the_rounds():
    a_round()

    page = text(at(cast.tung()).get(BOARD))

    assert 'class="today"' in page
    assert "2. Nhận ý tưởng sản phẩm" in page
    assert "nhận đề nghị trước ngày" in page
    assert "còn 25 ngày" in page


def test_another_year_has_no_line_of_today():
    assert 'class="today"' not in text(at(cast.tung()).get(f"{BOARD}?nam=2025"))


def test_the_board_asks_as_often_for_many_rows_as_for_few(beside, django_assert_max_num_queries):
    filled(beside)
    client = at(cast.tung())
    client.get(BOARD)
    with django_assert_max_num_queries(11) as few:
        client.get(BOARD)
    for _ in range(5):
        an_idea(IdeaState.FILED, producer=a_producer(commune=beside.commune))
        a_participation(a_product(producer=beside))
        a_dossier(State.SUBMITTED)
    with django_assert_max_num_queries(len(few)):
        client.get(BOARD)


def test_the_ministry_sees_what_is_public_of_a_province_and_no_idea(beside):
    filled(beside)

    page = text(at(cast.ministry()).get(BOARD))

    assert "Giấy chứng nhận" in page
    assert "Chờ tỉnh" not in page


@pytest.mark.parametrize("path", ["y-tuong/", "phuong-an/", "tap-huan/", "chu-trinh/tham-gia/"])
def test_a_list_is_a_page_and_a_file(path):
    an_idea(IdeaState.FILED)
    a_plan(PlanState.FILED)
    a_training()
    a_participation()
    client = at(cast.tung())

    assert client.get(f"/van-phong/{path}").context["listing"].count == 1
    assert len(table(client.get(f"/van-phong/{path}?tai=xlsx"))) == 1


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


def test_a_product_is_let_go_with_a_reason():
    part = a_participation()
    url = f"{BOARD}tham-gia/{part.product.code}/thoi/"

    at(cast.tung()).post(url, {"ended_on": "05/10/2026", "why": "stopped"})

    part.refresh_from_db()
    assert (part.ended_on, part.why) == (TODAY, "stopped")
    assert at(cast.tung()).get(url).status_code == 404


TRAINING = {
    "kind": "training", "title": "Tập huấn viết phương án", "step": 3,
    "starts_on": "05/10/2026", "ends_on": "05/10/2026", "place": "Nhà văn hóa xã",
    "organiser": "UBND xã Ba Chẽ",
}  # fmt: skip


def test_a_training_is_planned_guests_are_pasted_and_counted():
    a_cycle()
    producer = renamed(a_producer(), "HTX Trà")
    client = at(cast.lan())

    client.post("/van-phong/tap-huan/moi/", TRAINING)
    training = Training.objects.get()
    pasted = "Họ và tên\tChủ thể\nTriệu Thị Hoa\thtx trà\nLý Văn Ba\tHộ ông Ba"
    client.post(f"/van-phong/tap-huan/{training.pk}/nguoi/", {"guests": pasted})
    hoa = Attendance.objects.get(name="Triệu Thị Hoa")
    client.post(f"/van-phong/tap-huan/{training.pk}/diem-danh/", {"present": [hoa.pk]})

    hoa.refresh_from_db()
    assert (hoa.producer, hoa.is_present, training.host) == (producer, True, a_commune())
    rows = table(client.get(f"/van-phong/tap-huan/{training.pk}/?tai=xlsx"))
    assert [row["Họ và tên"].value for row in rows] == ["Lý Văn Ba", "Triệu Thị Hoa"]


def test_the_provinces_training_is_seen_by_a_commune_and_not_run_by_it():
    training = a_training()
    guest = an_attendance(training)
    client = at(cast.lan())

    assert client.get(f"/van-phong/tap-huan/{training.pk}/").status_code == 200
    for rest in ("sua/", "nguoi/", "diem-danh/"):
        assert client.get(f"/van-phong/tap-huan/{training.pk}/{rest}").status_code == 404
    url = f"/van-phong/tap-huan/{training.pk}/nguoi/{guest.pk}/gach/"
    assert client.post(url).status_code == 404
    assert at(cast.tung()).post(url).status_code == 302
    assert not Attendance.objects.exists()


def test_a_training_for_another_commune_is_not_there(beside):
    training = a_training(communes=[beside.commune])

    assert at(cast.lan()).get(f"/van-phong/tap-huan/{training.pk}/").status_code == 404


def test_targets_stand_against_what_was_reached():
    cycle = a_cycle()
    grown = a_product()
    a_certificate(grown, stars=3, issued_on=TODAY.replace(year=2024))
    a_certificate(grown, stars=4, issued_on=TODAY)
    a_certificate(a_product(), stars=3, issued_on=TODAY)
    a_participation(a_product())
    client = at(cast.tung())

    client.post("/van-phong/chu-trinh/chi-tieu/giao/?nam=2026", {
        "commune": "", "rank": 10, "upgrade": 2, "five": "", "participate": 5,
    })  # fmt: skip
    page = client.get("/van-phong/chu-trinh/chi-tieu/")

    assert dict(cycle.targets.values_list("kind", "number")) == {
        "rank": 10, "upgrade": 2, "participate": 5,
    }  # fmt: skip
    told = {kind: (done, target) for kind, done, target, *_ in page.context["whole"]}
    assert told == {
        "participate": (1, 5), "rank": (2, 10), "upgrade": (1, 2), "five": (0, None),
    }  # fmt: skip
    for _, done, _, url, _ in page.context["whole"]:
        assert client.get(url).context["listing"].count == done


def test_a_target_left_empty_is_taken_back():
    cycle = a_cycle()
    Target.objects.create(cycle=cycle, kind="rank", number=3, created_at=cycle.created_at)

    at(cast.tung()).post("/van-phong/chu-trinh/chi-tieu/giao/?nam=2026", {"rank": ""})

    assert not cycle.targets.exists()


def test_an_extra_round_names_what_it_rests_on():
    cycle = a_cycle()
    url = "/van-phong/dot-danh-gia/2026/them/"
    data = {"proposals_until": "15/11/2026", "finish_by": "20/12/2026"}
    client = at(cast.tung())

    assert client.post(url, data).context["form"].errors["basis"]
    client.post(url, {**data, "basis": "Điều 9 quy chế; KH 12/KH-UBND"})

    assert cycle.rounds.get().basis.startswith("Điều 9")


def posted(page):
    """Return what the form of the steps would send back unchanged."""
    data = {f"buoc-{k}": v for k, v in page.context["lines"].management_form.initial.items()}
    for line in page.context["lines"]:
        for name in ("step", "starts_on", "ends_on", "is_peak"):
            value = line[name].value()
            if value not in (None, False):
                data[line.add_prefix(name)] = "on" if value is True else value
    return data


def test_the_steps_of_a_year_are_set_by_the_province():
    cycle = a_cycle()
    client = at(cast.tung())
    url = "/van-phong/dot-danh-gia/2026/cac-buoc/"
    data = posted(client.get(url))
    second = next(key for key, value in data.items() if key.endswith("-step") and value == 2)
    data[second.replace("-step", "-ends_on")] = "15/07/2026"

    assert client.post(url, data).status_code == 302

    assert cycle.phases.get(step=2).ends_on.isoformat() == "2026-07-15"
    assert cycle.phases.count() == 10
    assert "2. Nhận ý tưởng sản phẩm" in text(client.get(BOARD))


def test_a_step_without_days_is_refused_and_nothing_changes():
    cycle = a_cycle()
    client = at(cast.tung())
    url = "/van-phong/dot-danh-gia/2026/cac-buoc/"
    data = posted(client.get(url))
    second = next(key for key, value in data.items() if key.endswith("-step") and value == 2)
    for name in ("starts_on", "ends_on"):
        data.pop(second.replace("step", name))

    assert "Bước 2" in text(client.post(url, data))
    assert not cycle.phases.exists()
