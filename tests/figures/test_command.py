"""``bin/manage figures`` prints what anyone may recompute."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests import market

pytestmark = pytest.mark.django_db


def printed(*args):
    out = StringIO()
    call_command("figures", *args, stdout=out)
    return json.loads(out.getvalue())


def test_the_list_bears_code_title_definition_parts_value_and_day():
    market.opened()
    market.offered("Trà", stars=4)
    market.offered("Mật ong", stars=3)
    told = {figure["code"]: figure for figure in printed("--as-of", "2026-10-05")}
    four = told["stars.4"]
    assert (four["numerator"], four["denominator"], four["value"]) == (1, 2, 50)
    assert four["as_of"] == "2026-10-05"
    assert four["title"]
    assert four["definition"]
    assert told["period.new"]["since"] == "2026-01-01"
    assert {f["code"]: f for f in printed("--as-of", "2026-01-05")}["ranked"]["value"] == 0


@pytest.mark.parametrize(
    "args",
    [
        ("--as-of", "05/10/2026"),
        ("--as-of", "2026-10-05", "--since", "2026-10-06"),
        ("--province", "xx"),
        ("--commune", "00000"),
    ],
)
def test_what_is_no_day_or_no_place_is_refused(args):
    with pytest.raises(CommandError):
        printed(*args)
