"""Every legal clock that runs in my places: overdue first, with the page to act on.

A package offers a function of (user, day) that yields its clocks, and a query of those on which
an office is late; both are entered here.
"""

from django import forms

from ocop.accounts.permissions import Permission
from ocop.certificates.running import overdue_revocations, revocation_clocks
from ocop.complaints.running import complaint_clocks, overdue_complaints
from ocop.dossiers.running import (
    commune_clocks,
    overdue_dossiers,
    overdue_rounds,
    renewal_clocks,
    round_clocks,
    window_clocks,
)
from ocop.grading.running import (
    central_clocks,
    overdue_redos,
    overdue_rounds_of_the_centre,
    redo_clocks,
)
from ocop.kernel.deadlines import ClockKind, Turn
from ocop.mark.running import label_clocks
from ocop.web.forms import FilterForm
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

SOURCES = (
    commune_clocks,
    renewal_clocks,
    window_clocks,
    revocation_clocks,
    round_clocks,
    label_clocks,
    complaint_clocks,
    central_clocks,
    redo_clocks,
)
OVERDUE = (
    overdue_dossiers,
    overdue_revocations,
    overdue_rounds,
    overdue_complaints,
    overdue_rounds_of_the_centre,
    overdue_redos,
)
ANY = ("", "Tất cả")
OFFICE = "OFFICE"


def running_clocks(user, day):
    """Return every clock that runs in the places of ``user``, the most urgent first."""
    return sorted(
        (clock for source in SOURCES for clock in source(user, day)),
        key=lambda clock: clock.urgency,
    )


def overdue(user, day):
    """Return the rows on whose clocks an office of my places is late, a queryset for each kind."""
    return [rows(user, day) for rows in OVERDUE]


def filters_for(clocks):
    """Return the filters of this person's clocks: only kinds and communes that occur."""
    kinds = {clock.kind for clock in clocks}
    communes = {clock.commune_code: clock.commune for clock in clocks if clock.commune_code}
    placed = sorted(communes.items(), key=lambda pair: pair[1])

    class DeadlineFilter(FilterForm):
        loai = forms.ChoiceField(
            label="Thời hạn",
            choices=[ANY, *[(kind.value, kind.label) for kind in ClockKind if kind in kinds]],
        )
        xa = forms.ChoiceField(label="Xã", choices=[ANY, *placed])
        ai = forms.ChoiceField(
            label="Ai phải làm",
            choices=[ANY, (OFFICE, "Cơ quan"), *[(turn.name, turn.value) for turn in Turn]],
        )
        qua = forms.BooleanField(label="Chỉ quá hạn")

        def narrow(self, rows):
            wanted = self.cleaned_data
            return [
                clock
                for clock in rows
                if wanted["loai"] in ("", clock.kind)
                and wanted["xa"] in ("", clock.commune_code)
                and wanted["ai"] in ("", clock.turn.name, OFFICE * (clock.turn != Turn.PRODUCER))
                and (clock.is_overdue or not wanted["qua"])
            ]

    return DeadlineFilter


@requires(Permission.VIEW_OFFICE)
def index(request):
    """List the clocks that run in my places."""
    clocks = running_clocks(request.user, request.act.day)
    listing = Listing(
        request,
        clocks,
        title="Thời hạn đang chạy",
        columns=[
            Column("viec", "Việc", "thing", link=lambda clock: clock.link),
            Column("ve", "Sản phẩm, chủ thể", "about"),
            Column("loai", "Thời hạn theo quy định", "kind.label"),
            Column("ai", "Ai phải làm", "turn.value"),
            Column("xa", "Xã", "commune"),
            Column("han", "Ngày cuối", "due", kind="day"),
            Column("con", "Còn lại", "left", template="office/deadlines/left.html", in_file=False),
            Column("so", "Còn lại (ngày)", "left", kind="number", on_page=False),
            Column(
                "dem", "Cách đếm", on_page=False,
                value=lambda clock: "ngày làm việc" if clock.working else "ngày",
            ),
        ],
        filters=filters_for(clocks),
        name="thoi-han",
        empty="Không có thời hạn nào đang chạy.",
    )  # fmt: skip
    return listing.answer("office/deadlines/index.html", figures=figures_of(clocks))


def figures_of(clocks):
    """Return how many clocks run, how many ran out at whom, and how many end in a week."""
    late = [clock for clock in clocks if clock.is_overdue]
    return [
        ("Đang chạy", len(clocks), "", ""),
        (
            "Cơ quan quá hạn",
            sum(clock.turn != Turn.PRODUCER for clock in late),
            f"?qua=on&ai={OFFICE}",
            "lacquer",
        ),
        (
            "Chủ thể quá hạn nộp",
            sum(clock.turn == Turn.PRODUCER for clock in late),
            f"?qua=on&ai={Turn.PRODUCER.name}",
            "amber",
        ),
        ("Đến hạn trong 7 ngày", sum(0 <= clock.left <= 7 for clock in clocks), "", ""),
    ]
