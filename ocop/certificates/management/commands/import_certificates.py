"""Take certificates of older regimes over from a spreadsheet, with their own numbers."""

from ocop.certificates.intake import Intent, plan_certificates
from ocop.certificates.operations import import_certificates
from ocop.kernel.act import Act
from ocop.places.models import Province
from ocop.registry.intake import Plan
from ocop.registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Show which older certificates (.xlsx, .csv) are new; with --commit, take them over."

    def plan(self, data: bytes, filename: str, province: Province, act: Act) -> Plan[Intent]:
        return plan_certificates(data, filename, province=province, day=act.day)

    def carry_out(self, data: bytes, filename: str, province: Province, act: Act) -> Plan[Intent]:
        return import_certificates(
            act, data=data, filename=filename, province=province, report=self.report
        )
