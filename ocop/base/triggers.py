"""Triggers that refuse to change or delete rows, on SQLite and on PostgreSQL alike."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_no_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table}: rows are added, never changed'; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_no_change()
"""
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are added, never changed'); END
"""


class AppendOnly(migrations.operations.base.Operation):
    """Make a table append-only: the database itself refuses UPDATE and DELETE."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing that models know of."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Create the triggers."""
        for statement in self.create(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Drop the triggers."""
        for statement in self.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def create(self, vendor: str) -> list[str]:
        """Return the statements that protect the table."""
        if vendor == "postgresql":
            return [text.format(table=self.table) for text in (POSTGRES_FUNCTION, POSTGRES)]
        return [SQLITE.format(table=self.table, verb=verb) for verb in ("UPDATE", "DELETE")]

    def drop(self, vendor: str) -> list[str]:
        """Return the statements that take the protection away again."""
        if vendor == "postgresql":
            return [
                f"DROP TRIGGER {self.table}_no_change ON {self.table}",
                f"DROP FUNCTION {self.table}_no_change()",
            ]
        return [f"DROP TRIGGER {self.table}_no_{verb}" for verb in ("UPDATE", "DELETE")]

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Make {self.table} append-only"


class Loosened(AppendOnly):
    """Take the protection away, for a migration that has to change what stands; give it back."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Drop the triggers."""
        super().database_backwards(app_label, schema_editor, *states)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Create the triggers."""
        super().database_forwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Let {self.table} be changed"
