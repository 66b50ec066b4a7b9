"""What the province sets for a year: targets, rounds, steps, and who takes part."""

from ocop.cycles.models import Target
from tests import cast
from tests.factories.cycles import a_cycle, a_participation
from tests.factories.dossiers import a_certificate, a_product
from tests.moment import TODAY
from tests.web.desk import at, text

BOARD = "/van-phong/chu-trinh/"


def test_a_product_is_let_go_with_a_reason():
    part = a_participation()
    url = f"{BOARD}tham-gia/{part.product.code}/thoi/"

    at(cast.tung()).post(url, {"ended_on": "05/10/2026", "why": "stopped"})

    part.refresh_from_db()
    assert (part.ended_on, part.why) == (TODAY, "stopped")
    assert at(cast.tung()).get(url).status_code == 404


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
