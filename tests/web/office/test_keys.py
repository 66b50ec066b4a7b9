"""The office's pages of programs: keys issued and revoked, and what came of what was handed in."""

import re

import pytest

from ocop.accounts.keys import find_key
from ocop.accounts.models import ApiKey, Scope
from ocop.accounts.operations import issue_key
from ocop.accounts.permissions import Role
from ocop.epcis.models import Capture
from tests import cast
from tests.factories.dossiers import a_commune, a_producer, a_province, act_of
from tests.moment import NOW, TODAY
from tests.web.desk import at, table, text

KEYS, CAPTURES = "/van-phong/khoa-lap-trinh/", "/van-phong/nap-su-kien/"
ASKED = {"name": "Phần mềm kho", "scopes": [Scope.CAPTURE], "expires_on": "31/12/2026"}
FAULT = {
    "type": "epcisException:ValidationException", "title": "x", "status": 400,
    "detail": "“yesterday” is no date-time.", "event": 1, "field": "/eventTime",
}  # fmt: skip


def a_key(**said):
    """Issue a key, and return its row."""
    return issue_key(act_of(cast.administrator()), **{"name": "Máy cân", **said})[0]


def a_capture(code, **said):
    """Return a capture of Quảng Ninh that is through."""
    said = {"province": 22, "events": 3, "finished_at": NOW, "created_at": NOW} | said
    return Capture.objects.create(capture_id=code, **said)


def names(response):
    return {row["Chương trình"].value for row in table(response)}


def test_a_key_is_issued_for_a_producer_and_shown_once():
    producer, desk = a_producer(), at(cast.tung())
    place = producer.commune.province.pk

    page = text(desk.post(f"{KEYS}moi/", ASKED | {"producer": producer.code, "province": place}))

    secret = re.search(r"<code>(ocop_[\w-]+)</code>", page)[1]
    key = find_key(secret, TODAY)
    assert (key.party, key.province.code, key.scopes) == (producer.code, "22", ["epcis:capture"])
    assert secret not in text(desk.get(KEYS)) + text(desk.get(f"{KEYS}{key.pk}/"))


def test_an_officer_of_a_province_makes_keys_of_that_province_alone():
    desk, far = at(cast.tung()), a_province("24", "Bắc Ninh")
    outside = a_producer(commune=a_commune("09169", "Quế Võ", far))
    own = cast.tung().memberships.get().province

    for wrong in ({"province": far.pk}, {}, {"province": own.pk, "producer": outside.code}):
        desk.post(f"{KEYS}moi/", ASKED | wrong)
    assert not ApiKey.objects.exists()

    desk.post(f"{KEYS}moi/", ASKED | {"province": own.pk})
    assert ApiKey.objects.get().province == own


def test_the_administrator_makes_keys_of_the_country():
    at(cast.administrator()).post(f"{KEYS}moi/", ASKED)

    assert ApiKey.objects.get().province is None


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"name": ""}, {"expires_on": "04/10/2026"}])
def test_what_a_key_lacks_is_told_at_its_field(wrong):
    page = text(at(cast.administrator()).post(f"{KEYS}moi/", ASKED | wrong))

    assert f'id="id_{next(iter(wrong))}_error"' in page
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Máy cân", "Máy in", "Máy cũ", "Máy cất"}), ("&tu=cân", {"Máy cân"}),
        ("&q=epcis:query", {"Máy in"}), ("&tt=het", {"Máy cũ"}), ("&tt=thoi", {"Máy cất"}),
        ("&tt=tot", {"Máy cân", "Máy in"}),
    ],
)  # fmt: skip
def test_the_keys_are_narrowed_and_go_to_excel(query, found):
    one = [Scope.CAPTURE]
    a_key(scopes=one)
    a_key(name="Máy in", scopes=[Scope.QUERY])
    for name, said in (
        ("Máy cũ", {"expires_on": TODAY.replace(day=1)}), ("Máy cất", {"revoked_on": TODAY})
    ):  # fmt: skip
        ApiKey.objects.filter(pk=a_key(name=name, scopes=one).pk).update(**said)

    assert names(at(cast.administrator()).get(f"{KEYS}?tai=xlsx{query}")) == found


def test_a_key_is_revoked_for_a_reason():
    desk, key = at(cast.administrator()), a_key()
    desk.post(f"{KEYS}{key.pk}/", {"reason": " "})
    assert ApiKey.objects.get().revoked_on is None

    desk.post(f"{KEYS}{key.pk}/", {"reason": "Máy đã bán."})

    assert (ApiKey.objects.get().revoked_on, key.head) == (TODAY, key.head)
    assert "Máy đã bán." in text(desk.get(f"{KEYS}{key.pk}/"))
    assert "từ trước" in text(desk.post(f"{KEYS}{key.pk}/", {"reason": "Máy đã bán."}))


def test_a_key_of_another_province_is_not_found():
    far = a_province("24", "Bắc Ninh")
    key = a_key(province=far)
    cast.person("xa", "Đỗ Văn Xa", Role.PROVINCE_OFFICER, province=far)

    assert at(cast.tung()).get(f"{KEYS}{key.pk}/").status_code == 404
    assert at(cast.lan()).get(KEYS).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"a", "b", "c", "d"}), ("&tt=dang", {"a"}), ("&tt=du", {"b"}), ("&tt=phan", {"c"}),
        ("&tt=tra", {"d"}), ("&tu=CT-7", {"b"}), ("&tuyen=05/10/2026", {"a", "b", "c", "d"}),
        ("&den=05/10/2026", {"a", "b", "c", "d"}),
    ],
)  # fmt: skip
def test_captures_are_narrowed_by_what_came_of_them(query, found):
    a_capture("a", finished_at=None)
    a_capture("b", success=True, party="CT-7")
    a_capture("c", stored=2)
    a_capture("d")
    a_capture("far", province=24)

    rows = table(at(cast.tung()).get(f"{CAPTURES}?tai=xlsx{query}"))

    assert {row["Mã lần nạp"].value for row in rows} == found


@pytest.mark.parametrize("query", ["tuyen=06/10/2026", "den=04/10/2026"])
def test_captures_of_other_days_are_not_shown(query):
    a_capture("a")

    assert f"{CAPTURES}a/" not in text(at(cast.tung()).get(f"{CAPTURES}?{query}"))


def test_a_capture_tells_each_fault_at_its_event():
    a_capture("c", stored=2, key="Máy cân", errors=[FAULT])

    page = text(at(cast.tung()).get(f"{CAPTURES}c/"))

    assert "Nhận một phần" in page
    assert "Máy cân" in page
    assert "Nội dung không đúng chuẩn EPCIS 2.0" in page
    assert "“yesterday” is no date-time." in page
    assert at(cast.tung()).get(f"{CAPTURES}nowhere/").status_code == 404


@pytest.mark.parametrize("address", [KEYS, CAPTURES])
def test_the_lists_ask_as_much_for_many_as_for_one(address, django_assert_max_num_queries):
    desk = at(cast.administrator())
    a_key()
    a_capture("0")
    desk.get(address)
    with django_assert_max_num_queries(20) as few:
        desk.get(address)
    for number in range(1, 6):
        a_key(name=f"Máy {number}", province=cast.tung().memberships.get().province)
        a_capture(str(number))

    with django_assert_max_num_queries(len(few)):
        desk.get(address)
