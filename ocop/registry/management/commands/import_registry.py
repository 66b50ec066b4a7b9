"""Take a register of producers and products over from a spreadsheet."""

from ocop.kernel.act import Act
from ocop.places.models import Province
from ocop.registry.intake import Intent, Plan, plan_registry
from ocop.registry.management.importing import ImportCommand
from ocop.registry.operations import import_registry


class Command(ImportCommand):
    help = "Show what a register (.xlsx, .csv) would change; with --commit, take it over."

    def plan(self, data: bytes, filename: str, province: Province, act: Act) -> Plan[Intent]:
        return plan_registry(data, filename, province=province, day=act.day)

    def carry_out(self, data: bytes, filename: str, province: Province, act: Act) -> Plan[Intent]:
        return import_registry(
            act, data=data, filename=filename, province=province, report=self.report
        )
