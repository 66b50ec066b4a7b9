"""Empties the database of a demo province, and only of one."""

from django.core.management import call_command
from django.db import connection

from ocop.accounts.models import User
from ocop.kernel.errors import Refused


def empty_database() -> None:
    """Drop every table and lay them anew; history cannot be emptied in any other way.

    Refused as soon as one real person has an account: then this is no demo any more.
    """
    tables = connection.introspection.table_names()
    if User._meta.db_table in tables and User.objects.filter(is_sample=False).exists():
        raise Refused(
            "Cơ sở dữ liệu này có tài khoản của người thật nên không xoá để làm lại được. "
            "Hãy dùng một cơ sở dữ liệu khác cho tỉnh trình diễn."
        )
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in tables:
            cascade = "CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} {cascade}")
    call_command("migrate", verbosity=0, interactive=False)
