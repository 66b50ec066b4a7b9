"""What an officer has to do today, by the powers they hold."""

from django.db.models import F
from django.shortcuts import render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.access import certificates_for
from ocop.certificates.term import RENEWAL_OPENS, Standing
from ocop.cycles.queries import rounds_open
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.clocks import working_days_left
from ocop.dossiers.flow import State
from ocop.dossiers.queries import at_commune, for_listing, overdue_at_commune
from ocop.grading.access import sittings_for
from ocop.grading.models import Result
from ocop.grading.queries import handed_back
from ocop.kernel.act import VIETNAM
from ocop.registry.access import products_for
from ocop.web.gates import requires
from ocop.web.office.deadlines import overdue_count
from ocop.web.office.results import my_results, open_results

P = Permission


@requires(P.VIEW_OFFICE)
def home(request):
    """Show the tasks of my place, the most urgent first, and its figures."""
    user, day, held = request.user, request.act.day, request.permissions
    certificates = certificates_for(user, P.VIEW_OFFICE, day)
    context = {
        "posts": posts(user, day),
        "tasks": [t for t in [overdue(request), *tasks(request, held)] if t["count"]],
        "figures": [
            ("Sản phẩm trong sổ", products_count(user, held, day), reverse("office:products")),
            *[
                (standing.label, certificates.standing(standing, day).count(),
                 f"{reverse('office:certificates')}?tt={standing}")
                for standing in (Standing.IN_FORCE, Standing.LAPSING, Standing.LAPSED)
            ],
        ],
        "lapsing": certificates.standing(Standing.LAPSING, day)
        .select_related("product__producer__commune")
        .order_by("lapses_on", "pk")[:8],
        "window": RENEWAL_OPENS,
        "rounds": rounds_of(user, day),
        "clocks": clocks(request) if P.PROPOSE_DOSSIERS in held else [],
    }  # fmt: skip
    return render(request, "office/home.html", context)


def overdue(request):
    """Return on how many legal clocks an office of this person's places is late."""
    url = f"{reverse('office:deadlines')}?qua=on&ai=OFFICE"
    count = overdue_count(request.user, request.act.day)
    return {"label": "Thời hạn đã quá", "count": count, "url": url, "mark": "clock",
            "tone": "lacquer"}  # fmt: skip


def tasks(request, held):
    """Return what waits for this person, with its count and where to do it."""
    user, day = request.user, request.act.day
    listed, found = reverse("office:dossiers"), []

    def add(label, count, url, mark="todo", tone=""):
        found.append({"label": label, "count": count, "url": url, "mark": mark, "tone": tone})

    if P.PROPOSE_DOSSIERS in held:
        mine = dossiers_for(user, P.PROPOSE_DOSSIERS, day)
        late = mine.filter(pk__in=overdue_at_commune(day).values("pk")).count()
        add("Hồ sơ quá 15 ngày làm việc", late, f"{listed}?qua=1", tone="lacquer")
        new = mine.filter(state=State.SUBMITTED).count()
        add("Hồ sơ mới nộp, chờ xã nhận", new, f"{listed}?tt=SUBMITTED")
        reading = mine.filter(state=State.RECEIVED).count()
        add("Hồ sơ đang xem xét, chờ đề nghị", reading, f"{listed}?tt=RECEIVED")
    if P.ASSESS_DOSSIERS in held:
        mine = dossiers_for(user, P.ASSESS_DOSSIERS, day)
        proposed = mine.filter(state=State.PROPOSED).count()
        add("Hồ sơ xã đề nghị, chờ kiểm tra và thẩm định", proposed, f"{listed}?tt=PROPOSED")
    if P.CONVENE_COUNCILS in held:
        ready = dossiers_for(user, P.CONVENE_COUNCILS, day).filter(state=State.ASSESSED)
        on_agenda = sittings_for(user, P.CONVENE_COUNCILS, day).values("items__dossier")
        waiting = ready.exclude(pk__in=on_agenda.filter(items__isnull=False)).count()
        add("Hồ sơ đã thẩm định, chờ đưa ra hội đồng", waiting, reverse("office:councils"))
        closed = sittings_for(user, P.CONVENE_COUNCILS, day).filter(state="CLOSED").count()
        add("Phiên đã đóng phiếu, chờ kết luận và biên bản", closed, reverse("office:councils"))
    if P.DECIDE in held:
        add("Kết quả chờ ký quyết định", to_sign(request), reverse("office:decisions"))
    if P.RECORD_CENTRAL in held:
        for one in forwarded():
            code = one.item.dossier.code
            add(f"Tiềm năng 5 sao: {one.item.dossier.product}", 1,
                reverse("office:central", args=[code]))  # fmt: skip
    return found


def to_sign(request):
    """Return how many results wait for a decision, those that the centre gave back among them."""
    settled = {"item__dossier__state": State.DECIDED, "outcome": Result.Outcome.NONE}
    back = handed_back(my_results(request, P.DECIDE))
    return open_results(request).exclude(**settled).count() + back.count()


def forwarded():
    """Return the results that the centre has not answered."""
    return Result.objects.filter(
        outcome=Result.Outcome.FORWARDED, decision__isnull=False, central=None
    ).select_related("item__dossier__product")


def products_count(user, held, day):
    """Return how many products are in the record of this person's places."""
    return products_for(user, P.VIEW_OFFICE, day).filter(retired_on=None).count()


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
