"""Loading places, and merging communes."""

from datetime import UTC, date, datetime

import pytest

from ocop.audit.queries import history
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Heir, Predecessor, Province
from ocop.places.operations import load_places, merge
from ocop.places.packaged import packaged_places
from ocop.places.queries import Placed, Tally, commune_on, roll_up
from ocop.places.verbs import Verb

pytestmark = pytest.mark.django_db

LOADING = Act(by=None, at=datetime(2026, 10, 5, 3, tzinfo=UTC), origin="test")
LAST_DAY = date(2027, 12, 31)


@pytest.fixture
def atlas():
    return load_places(LOADING, data=packaged_places())


def commune(code):
    return Commune.objects.get(code=code)


def test_a_load_writes_every_province_commune_and_predecessor(atlas):
    kinds = [Commune.objects.filter(kind=kind).count() for kind in ("phuong", "xa", "dac-khu")]
    districts = Predecessor.objects.filter(level="district")
    olds = Predecessor.objects.filter(level="commune")

    assert Province.objects.count() == 34
    assert (Commune.objects.count(), kinds) == (54, [30, 22, 2])
    assert districts.count() == 13
    assert olds.filter(valid_to=date(2025, 6, 30)).count() == 171
    assert olds.filter(valid_to=date(2024, 10, 31)).count() == 6


def test_a_load_marks_the_twelve_split_communes(atlas):
    split = Predecessor.objects.filter(heirs__whole=False).distinct()

    assert split.count() == 12
    assert not Heir.objects.filter(old__in=split, whole=True).exists()


def test_a_load_keeps_leading_zeros(atlas):
    assert Province.objects.get(name="Hà Nội").code == "01"
    assert {len(code) for code in Commune.objects.values_list("code", flat=True)} == {5}
    assert commune("06994").full_name == "Đặc khu Vân Đồn"


def test_a_second_load_changes_nothing(atlas):
    again = load_places(LOADING, data=packaged_places())

    assert (again.new, again.changed, again.same) == (0, 0, atlas.new)
    assert history(Province.objects.get(code="22")).count() == 1


def test_a_load_mends_a_name_that_differs_and_keeps_the_row(atlas):
    kept = commune("06978")
    Commune.objects.filter(pk=kept.pk).update(name="Ba Che", full_name="Xã Ba Che")

    again = load_places(LOADING, data=packaged_places())

    kept.refresh_from_db()
    assert (kept.full_name, again.new, again.changed) == ("Xã Ba Chẽ", 0, 1)


def test_a_merge_ends_one_commune_and_hands_its_rows_to_the_other(atlas):
    small, large = commune("06967"), commune("06946")

    merge(small, LOADING, into=large, last_day=LAST_DAY)

    row = Placed("06967", date(2026, 1, 1))
    assert commune_on("06967", LAST_DAY) == [small]
    assert commune_on("06967", date(2028, 1, 1)) == [large]
    assert roll_up([row], LAST_DAY) == [Tally("06967", "Xã Cái Chiên", 1)]
    assert roll_up([row], date(2028, 1, 1)) == [Tally("06946", "Xã Đường Hoa", 1)]
    assert small not in Commune.objects.standing_on(date(2028, 1, 1))
    assert history(small).get().verb == Verb.MERGED


def test_a_load_does_not_undo_a_merge(atlas):
    merge(commune("06967"), LOADING, into=commune("06946"), last_day=LAST_DAY)

    load_places(LOADING, data=packaged_places())

    assert commune("06967").valid_to == LAST_DAY


@pytest.mark.parametrize(
    ("into", "last_day", "said"),
    [
        ("06967", LAST_DAY, "xã khác"),
        ("06757", LAST_DAY, "đã kết thúc"),
        ("06946", date(2025, 6, 30), "lập ngày 01/07/2025"),
    ],
)
def test_a_merge_is_refused_into_itself_an_ended_commune_or_before_it_began(
    atlas, into, last_day, said
):
    merge(commune("06757"), LOADING, into=commune("06733"), last_day=LAST_DAY)
    small = commune("06967")

    with pytest.raises(Refused, match=said):
        merge(small, LOADING, into=commune(into), last_day=last_day)

    assert commune("06967").valid_to is None


def test_a_commune_ends_only_once(atlas):
    small = commune("06967")
    merge(small, LOADING, into=commune("06946"), last_day=LAST_DAY)

    with pytest.raises(Refused, match="không sáp nhập lần nữa"):
        merge(small, LOADING, into=commune("06922"), last_day=LAST_DAY)
