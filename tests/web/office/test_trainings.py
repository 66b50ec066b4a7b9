"""Trainings: planned, guests pasted and counted, run by whoever holds them."""

from ocop.cycles.models import Attendance, Training
from tests import cast
from tests.factories.cycles import a_cycle, a_training, an_attendance
from tests.factories.dossiers import a_commune, a_producer
from tests.web.desk import at, renamed, table

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
