"""Which complaints a person may reach; every view starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission, Role
from ocop.accounts.queries import posts
from ocop.complaints.models import Attachment, Complaint, ComplaintQuerySet
from ocop.dossiers.models import Dossier
from ocop.grading.models import Result
from ocop.registry.access import my_products


def complaints_for(user: User, day: date) -> ComplaintQuerySet:
    """Return the complaints that ``user`` deals with on ``day``.

    A province has its own, a commune what the province handed to it, the ministry those on what
    the Minister recognised. What is about a person's own producer is not theirs to deal with.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(Permission.HANDLE_COMPLAINTS):
        if post.commune_id is not None:
            reach |= Q(commune=post.commune_id)
        elif post.province_id is not None:
            reach |= Q(province=post.province_id)
        elif post.role == Role.MINISTRY_OFFICER:
            reach |= Q(certificate__level="national")
    own = my_products(user, day).values("pk")
    return Complaint.objects.filter(reach).exclude(product__in=own)


def my_reviews(user: User, day: date) -> ComplaintQuerySet:
    """Return the reviews that the producers of ``user`` asked for."""
    mine = my_products(user, day).values("pk")
    return Complaint.objects.filter(kind=Complaint.Kind.REVIEW, product__in=mine)


def my_results(user: User, day: date) -> QuerySet[Result]:
    """Return the results of the products of ``user``."""
    mine = Dossier.objects.filter(product__in=my_products(user, day).values("pk"))
    return Result.objects.filter(item__dossier__in=mine.values("pk"))


def attachments_for(user: User, day: date) -> QuerySet[Attachment]:
    """Return the files of the complaints that ``user`` deals with, or whose review they asked."""
    office, mine = complaints_for(user, day), my_reviews(user, day)
    return Attachment.objects.filter(
        Q(complaint__in=office.values("pk")) | Q(complaint__in=mine.values("pk"))
    )
