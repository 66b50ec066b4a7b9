"""Keys of programs: told once, known by their digest, good until their last day."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from ocop.accounts.keys import digest_of, find_key
from ocop.accounts.models import ApiKey, Scope
from ocop.accounts.operations import issue_key, revoke_key
from ocop.audit.models import Entry
from ocop.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def test_a_key_is_told_once_and_kept_by_its_digest(act):
    key, secret = issue_key(act, name=" Máy cân ", scopes=[Scope.CAPTURE], party="CT-1")

    assert (key.name, key.scopes, key.party) == ("Máy cân", ["epcis:capture"], "CT-1")
    assert key.digest == digest_of(secret)
    assert secret not in str(ApiKey.objects.values().get())
    assert secret not in str(list(Entry.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(("days", "is_good"), [(0, True), (1, False)])
def test_a_key_is_good_through_its_last_day(act, days, is_good):
    key, secret = issue_key(act, name="Máy", expires_on=act.day)

    found = find_key(secret, act.day + timedelta(days=days))

    assert found == (key if is_good else None)


def test_a_revoked_key_is_good_no_more(act):
    key, secret = issue_key(act, name="Máy")

    revoke_key(key, act, reason="Máy đã bán.")

    assert find_key(secret, act.day) is None
    assert ApiKey.objects.get().revoked_because == "Máy đã bán."
    with pytest.raises(Refused, match="từ trước"):
        revoke_key(key, act, reason="Máy đã bán.")


def test_a_key_is_revoked_for_a_reason(act):
    key, secret = issue_key(act, name="Máy")

    with pytest.raises(Refused) as refusal:
        revoke_key(key, act, reason=" ")

    assert refusal.value.field == "reason"
    assert find_key(secret, act.day) == key


def test_the_day_of_the_last_use_is_noted_without_history(act):
    _, secret = issue_key(act, name="Máy")
    lines = Entry.objects.count()

    find_key(secret, act.day)

    assert ApiKey.objects.get().used_on == act.day
    assert Entry.objects.count() == lines


@pytest.mark.parametrize("shown", ["", "ocop_", "ocop_" + "x" * 43, "ạ\udc80"])
def test_what_is_no_key_is_not_found(act, shown):
    issue_key(act, name="Máy")

    assert find_key(shown, act.day) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"scopes": []}, "scopes"), ({"late": True}, "expires_on")],
)
def test_a_key_has_a_name_a_scope_and_days_to_come(act, wrong, field):
    if wrong.pop("late", False):
        wrong = {"expires_on": act.day - timedelta(days=1)}

    with pytest.raises(Refused) as refusal:
        issue_key(act, **{"name": "Máy", **wrong})

    assert refusal.value.field == field


def test_the_command_prints_the_key_last(capsys):
    call_command("issue_api_key", "máy thử")

    *_, secret = capsys.readouterr().out.split()
    key = ApiKey.objects.get(digest=digest_of(secret))
    assert key.scopes == Scope.values


def test_the_command_refuses_a_province_that_there_is_not():
    with pytest.raises(CommandError, match="Không có tỉnh"):
        call_command("issue_api_key", "máy thử", province="99")
