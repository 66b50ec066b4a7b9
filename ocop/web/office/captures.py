"""Captures: each document of events that was handed in, and what came of it."""

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import is_nationwide, provinces_held
from ocop.epcis.access import EVERYTHING, Reader, captures_for
from ocop.epcis.problems import Kind
from ocop.registry.models import Producer
from ocop.web.forms import DayField, FilterForm
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

MANAGE = Permission.MANAGE_KEYS
ANY = ("", "Tất cả")
RUNNING, WHOLE, PART, REFUSED = "dang", "du", "phan", "tra"
STATES = {
    RUNNING: "Đang nạp",
    WHOLE: "Nhận đủ",
    PART: "Nhận một phần",
    REFUSED: "Trả lại",
}
TONES = {RUNNING: "queued", WHOLE: "done", PART: "late", REFUSED: "error"}
# What stands against a document, for people who do not read the standard.
WHY = {
    Kind.VALIDATION: "Nội dung không đúng chuẩn EPCIS 2.0",
    Kind.ALREADY_EXISTS: "Mã sự kiện đã có, nội dung khác",
    Kind.CAPTURE_LIMIT: "Quá số sự kiện hoặc dung lượng cho một lần nạp",
}
OTHER = "Chưa nhận được"
MOST_SHOWN = 200


class CaptureFilter(FilterForm):
    tu = forms.CharField(label="Tên khoá, mã chủ thể, mã lần nạp", max_length=80)
    tt = forms.ChoiceField(label="Kết quả", choices=[ANY, *STATES.items()])
    tuyen = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def narrow(self, rows):
        wanted = self.cleaned_data
        if text := wanted["tu"]:
            named = Q(key__icontains=text) | Q(party__iexact=text)
            rows = rows.filter(named | Q(capture_id__startswith=text))
        if wanted["tt"]:
            rows = rows.filter(OF_STATE[wanted["tt"]])
        if wanted["tuyen"]:
            rows = rows.filter(created_at__date__gte=wanted["tuyen"])
        if wanted["den"]:
            rows = rows.filter(created_at__date__lte=wanted["den"])
        return rows


DONE = Q(finished_at__isnull=False)
OF_STATE = {
    RUNNING: Q(finished_at=None),
    WHOLE: DONE & Q(success=True),
    PART: DONE & Q(success=False, stored__gt=0),
    REFUSED: DONE & Q(success=False, stored=0),
}


def my_captures(request):
    """Return the captures of my provinces; of a nationwide post all."""
    user, day = request.user, request.act.day
    if is_nationwide(user, MANAGE, day):
        return captures_for(EVERYTHING)
    codes = provinces_held(user, MANAGE, day).values_list("code", flat=True)
    return captures_for(Reader(provinces=frozenset(map(int, codes))))


def with_names(captures):
    """Annotate each capture with the name of the producer whose code it bears."""
    named = Producer.objects.filter(code=OuterRef("party")).values("name")[:1]
    return captures.annotate(name=Subquery(named))


@requires(MANAGE)
def index(request):
    """List what programs and people handed in, newest first."""
    listing = Listing(
        request,
        with_names(my_captures(request)).select_related("by").defer("errors"),
        title="Các lần nạp sự kiện",
        columns=[
            Column("luc", "Lúc", "created_at", kind="moment", sort=("created_at",), link=address),
            Column("ai", "Bên nạp", handed_in_by),
            Column("ct", "Chủ thể", lambda one: one.name or one.party, sort=("party",)),
            Column("mct", "Mã chủ thể", "party", on_page=False),
            Column("sk", "Sự kiện", "events", kind="number", sort=("events",)),
            Column("moi", "Ghi mới", "stored", kind="number", sort=("stored",)),
            Column("tt", "Kết quả", told_state, template="office/captures/state.html"),
            Column("cach", "Khi có lỗi", "get_behaviour_display", on_page=False),
            Column("co", "Cỡ (byte)", "size", kind="number", on_page=False),
            Column("ma", "Mã lần nạp", "capture_id", on_page=False),
        ],
        filters=CaptureFilter,
        order="-luc",
        name="nap-su-kien",
        empty="Chưa có lần nạp nào. Chương trình nạp sự kiện bằng một khoá lập trình.",
    )
    return listing.answer("office/captures/index.html", tones=TONES)


def handed_in_by(capture):
    """Return who handed a document in: the program by its key, or the person."""
    return capture.key or str(capture.by or "Nhật ký")


def state_of(capture):
    """Return which of the four states a capture is in."""
    if capture.running:
        return RUNNING
    if capture.success:
        return WHOLE
    return PART if capture.stored else REFUSED


def told_state(capture):
    """Return the state of a capture in words."""
    return STATES[state_of(capture)]


def address(capture):
    """Return the page of one capture."""
    return reverse("office:capture", args=[capture.capture_id])


@requires(MANAGE)
def capture(request, code):
    """Show one capture: what was handed in, what was stored, and what stands against the rest."""
    mine = with_names(my_captures(request)).select_related("by")
    found = get_object_or_404(mine, capture_id=code)
    context = {
        "capture": found,
        "by": handed_in_by(found),
        "state": told_state(found),
        "tone": TONES[state_of(found)],
        "known": max(0, found.events - found.stored) if found.success else 0,
        "faults": [fault(one) for one in found.errors[:MOST_SHOWN]],
        "more": max(0, len(found.errors) - MOST_SHOWN),
    }
    return render(request, "office/captures/capture.html", context)


def fault(problem):
    """Return one fault as people read it: at which event, which field, why, and in which words."""
    at = problem.get("event")
    kind = str(problem.get("type", "")).partition(":")[2]
    return {
        "event": "" if at is None else at + 1,
        "field": problem.get("field", ""),
        "why": WHY.get(kind, OTHER),
        "detail": problem.get("detail", ""),
    }
