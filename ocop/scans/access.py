"""Which alarms and reports a person may reach; every view starts here."""

from datetime import date

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.registry.access import products_for
from ocop.scans.models import Alarm, AlarmQuerySet, Report, ReportQuerySet


def alarms_for(user: User, day: date) -> AlarmQuerySet:
    """Return the alarms about products of the places whose stamps ``user`` looks after."""
    reach = products_for(user, Permission.WATCH_SCANS, day)
    return Alarm.objects.filter(product__in=reach.values("pk"))


def reports_for(user: User, day: date) -> ReportQuerySet:
    """Return the reports about products of the places whose stamps ``user`` looks after."""
    reach = products_for(user, Permission.WATCH_SCANS, day)
    return Report.objects.filter(product__in=reach.values("pk"))
