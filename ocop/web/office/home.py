"""What an officer has to do today, by the powers they hold."""

from datetime import date, timedelta

from django.db.models import Case, Count, F, Value, When
from django.shortcuts import render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.access import certificates_for, radar_for
from ocop.certificates.queries import lapsing_soon
from ocop.certificates.term import RENEWAL_OPENS, Standing
from ocop.cycles.queries import rounds_open
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.clocks import working_days_left
from ocop.dossiers.grace import kept_on
from ocop.dossiers.queries import at_commune, for_listing
from ocop.figures.queries import cells
from ocop.figures.scope import Scope
from ocop.kernel.act import VIETNAM
from ocop.registry.access import products_for
from ocop.web.gates import requires
from ocop.web.office.counting import counted, waiting
from ocop.web.office.deadlines import overdue
from ocop.web.office.figures import place_of, way_to
from ocop.web.office.radar import AHEAD, ahead
from ocop.web.ui.figure_plots import broken_down

P = Permission
# Certificates by what they are worth: the first two together are those in force.
STANDINGS = {
    Standing.IN_FORCE: f"Giấy còn trên {RENEWAL_OPENS} ngày",
    Standing.LAPSING: f"Giấy còn từ {RENEWAL_OPENS} ngày trở xuống",
    Standing.GRACE: "Giấy đang chờ đánh giá lại",
    Standing.LAPSED: "Giấy đã hết hạn",
}


@requires(P.VIEW_OFFICE)
def home(request):
    """Show the tasks of my place, the most urgent first, and its figures."""
    user, day, held = request.user, request.act.day, request.permissions
    certificates = certificates_for(user, P.VIEW_OFFICE, day)
    kinds, late = list(waiting(request)), list(enumerate(overdue(user, day)))
    products = products_for(user, P.VIEW_OFFICE, day).filter(retired_on=None)
    counts = counted(
        {f"w{at}": one.rows for at, one in enumerate(kinds)}
        | {f"late{at}": rows for at, rows in late}
        | {"products": products},
        by_standing(certificates, day),
        by_stretch(lapsing_soon(radar_for(user, day), day), day),
    )
    context = {
        "posts": posts(user, day),
        "tasks": [
            task
            for task in (
                too_late(sum(counts[f"late{at}"] for at, _ in late)),
                *told(kinds, counts),
            )
            if task["count"]
        ],
        "figures": figures(counts, is_of_place(request)),
        "plot": plot(request),
        "lapsing": certificates.standing(Standing.LAPSING, day)
        .select_related("product__producer__commune")
        .order_by("lapses_on", "pk")[:8],
        "window": RENEWAL_OPENS,
        "rounds": rounds_of(user, day),
        "clocks": clocks(request) if P.PROPOSE_DOSSIERS in held else [],
    }
    return render(request, "office/home.html", context)


def by_standing(certificates, day):
    """Return (standing, certificates), by the dates of ``certificates.term``, grace included."""
    soon = day + timedelta(days=RENEWAL_OPENS)
    parts = [
        When(revocation__effective_on__lte=day, then=Value(Standing.REVOKED)),
        When(issued_on__gt=day, then=Value(Standing.PENDING)),
        When(pk__in=kept_on(day), then=Value(Standing.GRACE)),
        When(lapses_on__lte=day, then=Value(Standing.LAPSED)),
        When(lapses_on__lte=soon, then=Value(Standing.LAPSING)),
    ]
    return tallied(certificates, Case(*parts, default=Value(Standing.IN_FORCE)))


def by_stretch(watched, day):
    """Return (stretch, certificates) of what the radar shows, by the stretch they lapse in."""
    parts = [
        When(lapses_on__lte=day, then=Value("gone")),
        *(When(lapses_on__lte=ahead(days, day), then=Value(f"in{days}")) for days in AHEAD),
    ]
    return tallied(watched, Case(*parts, default=Value("later")))


def tallied(certificates, told):
    """Return (key, certificates) by what ``told`` says of each."""
    rows = certificates.order_by().annotate(told=told)
    return rows.values("told").annotate(n=Count("pk")).values_list("told", "n")


def is_of_place(request):
    """Tell whether this person's place is not the whole country."""
    post = place_of(request)
    return post.province_id is not None or post.commune_id is not None


def figures(counts, of_place):
    """Return what the place has, as (label, value, address): products, stars, what lapses when.

    The ministry watches the lapse of five stars only, and is told so.
    """
    listed, radar = reverse("office:certificates"), reverse("office:radar")
    soon = [counts.get(f"in{days}", 0) for days in AHEAD]
    lapse = "Hết hạn trong" if of_place else "Giấy 5 sao hết hạn trong"
    return [
        ("Sản phẩm đang làm", counts["products"], f"{reverse('office:products')}?lam=con"),
        *[
            (label, counts.get(standing, 0), f"{listed}?tt={standing}")
            for standing, label in STANDINGS.items()
        ],
        *[
            (f"{lapse} {days} ngày", sum(soon[: at + 1]), f"{radar}?con={days}")
            for at, days in enumerate(AHEAD)
        ],
    ]


def plot(request):
    """Return the chart of stars: a province's by old district, others' by industry."""
    day, post = request.act.day, place_of(request)
    scope = Scope(day, date(day.year, 1, 1), province=post.province_id, commune=post.commune_id)
    way = "district" if post.province_id and not post.commune_id else "industry"
    [drawn] = broken_down(scope, [way], way_to(request), cells(scope))
    return drawn if drawn.labels else None


def told(kinds, counts):
    """Return each kind of thing that waits as a task."""
    return [
        {"label": one.label, "count": counts[f"w{at}"], "url": one.url, "mark": one.mark,
         "tone": one.tone}
        for at, one in enumerate(kinds)
    ]  # fmt: skip


def too_late(count):
    """Return on how many legal clocks an office of this person's places is late."""
    url = f"{reverse('office:deadlines')}?qua=on&ai=OFFICE"
    return {"label": "Thời hạn đã quá", "count": count, "url": url, "mark": "clock",
            "tone": "lacquer"}  # fmt: skip


def rounds_of(user, day):
    """Return the open rounds of this person's provinces."""
    provinces = {post.province for post in posts(user, day) if post.province}
    return [one for province in provinces for one in rounds_open(province, day)[:2]]


def clocks(request):
    """Return the dossiers whose fifteen working days run, with the days left."""
    day = request.act.day
    mine = at_commune(dossiers_for(request.user, P.PROPOSE_DOSSIERS, day))
    rows = for_listing(mine).annotate(filed=F("submitted_at"))[:10]
    return [(one, working_days_left(one.filed.astimezone(VIETNAM).date(), day)) for one in rows]
