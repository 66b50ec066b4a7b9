"""The command that loads communes."""

from io import StringIO

import pytest
from django.core.management import call_command

from ocop.places.models import Commune


@pytest.mark.django_db
def test_the_command_is_safe_to_run_twice():
    first, second = StringIO(), StringIO()

    call_command("load_communes", stdout=first)
    call_command("load_communes", stdout=second)

    assert Commune.objects.count() == 54
    assert "0 dòng giữ nguyên" in first.getvalue()
    assert " 0 dòng mới, 0 dòng sửa" in second.getvalue()
