"""T-05, commit then reveal: the holder of the database learns no score before the close."""

import json
from itertools import product

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from ocop.audit.models import Entry
from ocop.grading.access import my_writing
from ocop.grading.flow import CardState, SittingState
from ocop.grading.keys import written_on
from ocop.grading.models import AgendaItem, Scorecard, Sitting
from ocop.grading.operations import (
    abstain,
    close_sitting,
    keep_card,
    open_card,
    open_sitting,
    sign,
)
from ocop.grading.operations.scoring import document_of
from ocop.grading.queries import receipt_of
from ocop.grading.sealing import (
    STEP,
    BrokenSeal,
    Writing,
    digest_of,
    master_of,
    seal,
    unseal,
    unwrap,
    wrap,
)
from ocop.kernel.errors import Refused
from tests.factories.dossiers import act_of
from tests.factories.grading import a_card, a_sitting, an_item, seats_of
from tests.grading.test_results import full

pytestmark = pytest.mark.django_db
KEY = bytes(range(32))


def dump():
    """Return every row of every table, as a dump of the database has them."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            columns = [column[0] for column in cursor.description]
            rows[model._meta.db_table] = [
                dict(zip(columns, map(plain, row), strict=True)) for row in cursor.fetchall()
            ]
    return rows


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def everything(rows):
    """Return all that stands in the dump, as one text."""
    return repr(rows) + "".join(
        bytes(value).decode("latin-1")
        for table in rows.values()
        for row in table
        for value in row.values()
        if isinstance(value, bytes)
    )


def scored(choices, *, remark, opinion):
    """Let one seat write and sign, as another would; return its card."""
    item = an_item()
    seat = seats_of(item)[0]
    act = act_of(seat.user)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, choices=choices, remarks={"1.1": remark}, opinion=opinion)
    sign(card, act)
    return card


LOW = {"choices": {"1.1": 1, "1.2": 1}, "remark": "Nên xem lại nguồn.", "opinion": "Chưa đạt."}
HIGH = {"choices": {"1.1": 3, "1.2": 3}, "remark": "Rất đáng khen ngợi.", "opinion": "Ngon."}


def test_two_different_cards_leave_rows_that_differ_in_nothing_but_noise():
    found = []
    for words in (LOW, HIGH):
        card = scored(**words)
        rows = dump()
        text = everything(rows)
        assert words["remark"] not in text
        assert words["opinion"] not in text
        found.append(next(r for r in rows["grading_scorecard"] if r["id"] == card.pk))

    first, second = found
    assert len(first["sealed"]) == len(second["sealed"])
    noise = {"id", "item_id", "seat_id", "sealed", "digest"}
    assert {k: v for k, v in first.items() if k not in noise} == {
        k: v for k, v in second.items() if k not in noise
    }
    assert (first["salt"], first["opinion"]) == ("", "")
    assert json.loads(first["choices"]) == {}


def test_a_draft_is_sealed_from_its_first_keystroke():
    item = an_item()
    seat = seats_of(item)[0]
    act = act_of(seat.user)
    card = open_card(item, act, seat=seat)
    keep_card(card, act, version=0, choices={"1.1": 2}, remarks={}, opinion="Quả sim rừng 5521")

    assert "Quả sim rừng 5521" not in everything(dump())
    assert my_writing(card, seat.user).opinion == "Quả sim rừng 5521"


def test_the_reason_of_an_abstention_is_sealed_too():
    item = an_item()
    seat = seats_of(item)[0]
    act = act_of(seat.user)
    abstain(open_card(item, act, seat=seat), act, reason="Chưa nếm mẫu 8830")

    assert "Chưa nếm mẫu 8830" not in everything(dump())
    close_sitting(item.sitting, act)
    assert Scorecard.objects.get().opinion == "Chưa nếm mẫu 8830"


def test_every_combination_of_points_is_as_long_as_any_other():
    lengths = {
        len(seal(KEY, Writing(choices, {}, "Ý kiến"), bound_to="x"))
        for choices in ({}, {"1.1": 1}, {f"{n}.{m}": 12 for n in range(1, 7) for m in range(1, 9)})
    }

    assert lengths == {STEP + 12 + 16}


def test_with_all_of_the_database_the_small_space_of_scores_cannot_be_searched():
    card = scored(**LOW)
    told = everything(dump())
    salts = {"", "0" * 64, *(w for w in told.replace("'", " ").split() if len(w) == 64)}
    words = {"remarks": {"1.1": LOW["remark"]}, "opinion": LOW["opinion"]}
    tried = [
        digest_of(document_of(card, Writing({"1.1": a, "1.2": b}, salt=salt, **words)))
        for a, b in product(range(5), repeat=2)
        for salt in salts
    ]
    assert card.digest not in tried

    # The control: with the salt the same search finds the points at once.
    salt = written_on(card).salt
    assert salt not in told
    hits = [
        (a, b)
        for a, b in product(range(5), repeat=2)
        if digest_of(document_of(card, Writing({"1.1": a, "1.2": b}, salt=salt, **words)))
        == card.digest
    ]
    assert hits == [(1, 1)]


def test_the_key_that_opens_the_cards_is_in_no_table():
    scored(**LOW)
    secret = settings.SEAL_KEY_FILE.read_text()

    assert secret not in everything(dump())
    sitting = Sitting.objects.get()
    key = unwrap(master_of(secret), sitting.seal, sitting=sitting.code)
    assert key.decode("latin-1") not in everything(dump())
    with pytest.raises(BrokenSeal):
        unwrap(master_of(settings.SECRET_KEY.ljust(32, "x")), sitting.seal, sitting=sitting.code)


def test_the_close_opens_every_card_as_it_was_signed():
    card = scored(**HIGH)

    close_sitting(card.item.sitting, act_of())

    card.refresh_from_db()
    assert (card.choices, card.remarks, card.opinion) == (
        HIGH["choices"], {"1.1": HIGH["remark"]}, "Ngon.",
    )  # fmt: skip
    assert bytes(card.sealed) == b""
    again = Writing(card.choices, card.remarks, card.opinion, card.stance, card.salt)
    assert digest_of(document_of(card, again)) == card.digest


def swapped(card):
    """Seal other numbers in the place of the signed ones, as somebody with the key could."""
    sitting = card.item.sitting
    key = unwrap(master_of(settings.SEAL_KEY_FILE.read_text()), sitting.seal, sitting=sitting.code)
    told = Writing({"1.1": 2}, salt=written_on(card).salt)
    bound = f"card {card.item_id} {card.seat_id}"
    Scorecard.objects.filter(pk=card.pk).update(sealed=seal(key, told, bound_to=bound))
    return told


def test_a_member_who_reveals_other_numbers_is_caught_and_nothing_is_opened():
    sitting = a_sitting(items=2)
    first, second = sitting.items.order_by("position")
    honest = a_card(first, seats_of(first)[0], {"1.1": 1})
    card = a_card(second, seats_of(second)[1], {"1.1": 1})
    swapped(card)

    with pytest.raises(Refused, match=f"{card.seat.user}.*{second.dossier}.*không khớp"):
        close_sitting(sitting, act_of())

    honest.refresh_from_db()
    assert (honest.choices, Sitting.objects.get().state) == ({}, SittingState.OPEN)


def test_whoever_rewrites_the_digest_in_the_table_as_well_is_caught_by_history():
    card = a_card(item := an_item(), seats_of(item)[0], {"1.1": 1})
    told = swapped(card)
    Scorecard.objects.filter(pk=card.pk).update(digest=digest_of(document_of(card, told)))

    with pytest.raises(Refused, match="không khớp với dấu"):
        close_sitting(item.sitting, act_of())


def test_a_card_whose_sealed_bytes_were_changed_opens_nothing():
    card = a_card(item := an_item(), seats_of(item)[0], {"1.1": 1})
    broken = bytes(card.sealed)[:-1] + bytes([bytes(card.sealed)[-1] ^ 1])
    Scorecard.objects.filter(pk=card.pk).update(sealed=broken)

    with pytest.raises(Refused, match="đã bị thay"):
        close_sitting(item.sitting, act_of())


def test_one_seats_sealed_card_does_not_open_as_anothers():
    item = an_item(seats=2)
    first, second = seats_of(item)
    one, other = a_card(item, first, {"1.1": 1}), a_card(item, second, {"1.1": 2})
    Scorecard.objects.filter(pk=one.pk).update(sealed=bytes(other.sealed))

    with pytest.raises(Refused, match="đã bị thay"):
        close_sitting(item.sitting, act_of())


def test_without_the_key_the_close_says_which_is_missing_and_opens_nothing(settings, tmp_path):
    card = a_card(item := an_item(), seats_of(item)[0], {"1.1": 1})
    name = item.sitting.seal.partition(":")[0]
    settings.SEAL_KEY = "quên mất khoá cũ, đây là một khoá khác hẳn"

    with pytest.raises(Refused, match=f"thiếu khoá niêm phong {name}.*sao lưu"):
        close_sitting(item.sitting, act_of())

    settings.SEAL_KEY = ""
    close_sitting(AgendaItem.objects.get().sitting, act_of())
    card.refresh_from_db()
    assert card.choices == {"1.1": 1}


def test_a_key_from_the_environment_is_used_instead_of_the_file(settings, tmp_path):
    settings.SEAL_KEY, settings.SEAL_KEY_FILE = "x" * 32, tmp_path / "none"
    sitting = a_sitting(SittingState.CONVENED)

    open_sitting(sitting, act_of())

    assert unwrap(master_of("x" * 32), sitting.seal, sitting=sitting.code)
    assert not settings.SEAL_KEY_FILE.exists()


def test_a_short_secret_is_no_key():
    with pytest.raises(BrokenSeal):
        master_of("x" * 31)


@pytest.mark.parametrize("bound_to", ["card 1 2", "card 2 1"])
def test_a_seal_opens_for_its_own_card_only(bound_to):
    sealed = seal(KEY, Writing({"1.1": 2}, {"1.1": "Tốt"}, "Đạt", "keep"), bound_to="card 1 2")

    if bound_to == "card 1 2":
        assert unseal(KEY, sealed, bound_to=bound_to).remarks == {"1.1": "Tốt"}
    else:
        with pytest.raises(BrokenSeal):
            unseal(KEY, sealed, bound_to=bound_to)


def test_a_sittings_key_unwraps_under_its_own_name_only():
    wrapped = wrap(KEY, KEY[::-1], sitting="PH-1")

    assert unwrap(KEY, wrapped, sitting="PH-1") == KEY[::-1]
    with pytest.raises(BrokenSeal):
        unwrap(KEY, wrapped, sitting="PH-2")


def test_a_card_begun_and_not_signed_stays_sealed_after_the_close():
    item = an_item()
    seat = seats_of(item)[0]
    card = a_card(item, seat, {"1.1": 2}, CardState.OPEN, opinion="Chưa xong 7712")

    close_sitting(item.sitting, act_of())

    assert "Chưa xong 7712" not in everything(dump())
    card.refresh_from_db()
    assert my_writing(card, seat.user).choices == {"1.1": 2}


def test_the_receipt_names_the_line_of_history_that_committed_the_card(act):
    from ocop.audit.operations import publish_checkpoint

    card = scored(full(an_item()), remark="Tốt", opinion="Đạt")
    entry = Entry.objects.filter(verb="grading.card_signed").get()
    assert (receipt_of(card).entry, receipt_of(card).leaf) == (entry, None)

    mark = publish_checkpoint(act)

    receipt = receipt_of(card)
    assert (receipt.leaf.hash, receipt.checkpoint) == (entry.digest, mark)
    assert card.digest in entry.document().decode()
