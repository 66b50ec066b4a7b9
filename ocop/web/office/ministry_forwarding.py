"""Letters that bring dossiers to the centre, at both desks: composed, sent, taken in, sent back."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.audit.queries import history
from ocop.cycles.calendar import central_round_of
from ocop.grading import operations
from ocop.grading.access import candidates_for, forwardings_for
from ocop.grading.flow import FORWARDING_FLOW, ForwardingState
from ocop.grading.forwarding import parts_of
from ocop.grading.queries import lying_before
from ocop.web.forms import DayField, FilterForm, Form, SeveralField, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.ministry import of_province

P = Permission
ANY = ("", "Tất cả")
AREA = forms.Textarea(attrs={"rows": 4})


class ForwardingFilter(FilterForm):
    tu = forms.CharField(label="Mã, số công văn")
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *ForwardingState.choices])
    tinh = of_province()

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            rows = rows.filter(code__icontains=words) | rows.filter(letter_no__icontains=words)
        if wanted["tt"]:
            rows = rows.filter(state=wanted["tt"])
        return rows.filter(province=wanted["tinh"]) if wanted["tinh"] else rows


class LetterForm(Form):
    letter_no = forms.CharField(label="Số công văn", max_length=60)
    signed_on = DayField(label="Ngày công văn")


class NewForm(LetterForm):
    results = SeveralField(
        label="Kết quả đã phê duyệt", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, results, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["results"].queryset = results
        self.fields["results"].label_from_instance = named


class AddForm(Form):
    result = forms.ModelChoiceField(label="Kết quả đã phê duyệt", queryset=None)

    def __init__(self, *args, results, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].queryset = results
        self.fields["result"].label_from_instance = named


class PartsForm(Form):
    samples = WholeField(label="Số mẫu gửi kèm", min_value=0, max_value=50, required=False)
    office_report_no = forms.CharField(
        label="Số báo cáo của cơ quan OCOP tỉnh", max_length=60, required=False,
        help_text="Chỉ cần khi đánh giá lại sản phẩm 5 sao.",
    )  # fmt: skip
    extra_papers = forms.CharField(
        label="Giấy kiểm nghiệm, kiểm tra bổ sung (nếu có)", max_length=2000, required=False,
        widget=AREA,
    )  # fmt: skip

    def keywords(self):
        return self.cleaned_data | {"samples": self.cleaned_data["samples"] or 0}


class ReceiptForm(Form):
    received_on = DayField(label="Ngày tiếp nhận")
    receipt_no = forms.CharField(label="Số đến", max_length=60, required=False)


class ReasonsForm(Form):
    reasons = forms.CharField(label="Tỉnh cần bổ sung", max_length=2000, widget=AREA)


class ReportForm(Form):
    report_no = forms.CharField(label="Số báo cáo của Tổ tư vấn trung ương", max_length=60)
    reported_on = DayField(label="Ngày báo cáo")
    report = forms.CharField(label="Nội dung thẩm định", max_length=5000, widget=AREA)


def named(result):
    """Return how a form names a result."""
    dossier = result.item.dossier
    return f"{dossier.product} – {dossier.product.producer} ({dossier})"


@requires(P.VIEW_OFFICE)
def index(request):
    """List the letters to the centre of my place, the newest first."""
    day = request.act.day
    rows = forwardings_for(request.user, P.VIEW_OFFICE, day)
    listing = Listing(
        request,
        rows.select_related("province").prefetch_related("dossiers__result__central"),
        title="Hồ sơ gửi trung ương",
        columns=[
            Column("ma", "Lần gửi", "code", sort=("code",), link=address),
            Column("tinh", "Tỉnh", "province.name", sort=("province__code",)),
            Column("cv", "Công văn", "letter_no"),
            Column("ngay", "Ngày", "signed_on", kind="day", sort=("signed_on",)),
            Column("so", "Hồ sơ", lambda f: len(f.dossiers.all()), kind="number"),
            Column("xong", "Có kết quả", answered, kind="number"),
            Column("dot", "Đợt", lambda f: str(central_round_of(f.signed_on))),
            Column("han", "Xong trước", lambda f: central_round_of(f.signed_on).finish_before,
                   kind="day"),
            Column("nhan", "Tiếp nhận", "received_on", kind="day", on_page=False),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="ui/cells/status.html"),
        ],
        filters=ForwardingFilter,
        order="-ma",
        name="gui-trung-uong",
        empty="Chưa có lần gửi nào. Tỉnh lập công văn khi có kết quả từ 90 điểm đã phê duyệt.",
    )  # fmt: skip
    context = {
        "waiting": sendable(request).count() if P.FORWARD_TO_CENTRE in request.permissions else 0,
        "taking": central_round_of(day),
    }
    return listing.answer("office/ministry/forwardings.html", **context)


@requires(P.FORWARD_TO_CENTRE)
def new(request):
    """Begin a letter with the approved results that go with it."""
    ready = sendable(request)
    form = NewForm(
        request.POST or None,
        results=ready,
        initial={"signed_on": request.act.day, "results": [one.pk for one in ready]},
    )
    post = posts(request.user, request.act.day).giving(P.FORWARD_TO_CENTRE).first()
    begin = operations.begin_forwarding
    if done := carried_out(form, begin, request.act, province=post.province):
        return redirect("office:forwarding", code=done.result.code)
    context = {
        "form": form, "heading": "Lập công văn gửi Bộ", "label": "Lập lần gửi",
        "note": "Chọn các kết quả từ 90 điểm đã phê duyệt; thành phần từng hồ sơ kiểm ở bước sau.",
        "nothing": "" if ready else "Không có kết quả đã phê duyệt nào chờ gửi",
        **place(),
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


@requires(P.VIEW_OFFICE)
def forwarding(request, code):
    """Show one letter: its dossiers, what each holds and lacks, and the next step."""
    found = my_forwarding(request, code, P.VIEW_OFFICE)
    entries = list(
        found.dossiers.select_related(
            "forwarding", "result__decision", "result__item__sitting", "result__central__decision",
            "result__item__dossier__product__producer", "result__item__dossier__rubric",
        ).order_by("pk")
    )  # fmt: skip
    codes = [entry.result.item.dossier_id for entry in entries]
    lying = lying_before(central=True).filter(dossier__in=codes)
    sittings = dict(lying.values_list("dossier", "sitting__code"))
    rows = [(entry, parts_of(entry), sittings.get(entry.result.item.dossier_id, ""))
            for entry in entries]  # fmt: skip
    context = {
        "forwarding": found,
        "rows": rows,
        "lacks": any(not part.is_there for _, parts, _ in rows for part in parts),
        "taking": central_round_of(found.signed_on),
        "moves": FORWARDING_FLOW.moves_from(ForwardingState(found.state)),
        "is_open": found.state in (ForwardingState.DRAFT, ForwardingState.RETURNED),
        "is_taken": bool(sittings) or any(hasattr(e.result, "central") for e in entries),
        "history": history(found),
    }
    return render(request, "office/ministry/forwarding.html", context)


@requires(P.FORWARD_TO_CENTRE)
def revision(request, code):
    """Change the letter's number and day."""
    found = my_forwarding(request, code, P.FORWARD_TO_CENTRE)
    initial = {"letter_no": found.letter_no, "signed_on": found.signed_on}
    form = LetterForm(request.POST or None, initial=initial)
    return step(request, found, form, operations.revise_forwarding, "Sửa công văn", "Lưu")


@requires(P.FORWARD_TO_CENTRE)
def adding(request, code):
    """Add an approved result."""
    found = my_forwarding(request, code, P.FORWARD_TO_CENTRE)
    form = AddForm(request.POST or None, results=sendable(request))
    return step(request, found, form, operations.add_to_forwarding, "Thêm hồ sơ", "Thêm")


@requires(P.FORWARD_TO_CENTRE)
def parts(request, code, pk):
    """Note what goes with one dossier beside the record."""
    entry = my_entry(request, code, pk, P.FORWARD_TO_CENTRE)
    initial = {
        "samples": entry.samples,
        "office_report_no": entry.office_report_no,
        "extra_papers": entry.extra_papers,
    }
    form = PartsForm(request.POST or None, initial=initial)
    heading = f"Gửi kèm {entry.result.item.dossier}"
    return step(request, entry.forwarding, form, operations.note_parts, heading, "Lưu", entry)


@requires(P.FORWARD_TO_CENTRE)
@require_POST
def dropping(request, code, pk):
    """Take one dossier out."""
    operations.drop_from_forwarding(my_entry(request, code, pk, P.FORWARD_TO_CENTRE), request.act)
    return redirect("office:forwarding", code=code)


@requires(P.FORWARD_TO_CENTRE)
@require_POST
def sending(request, code):
    """Send the letter with its dossiers."""
    found = my_forwarding(request, code, P.FORWARD_TO_CENTRE)
    operations.send_forwarding(found, request.act)
    messages.success(request, f"Đã gửi {found} lên Bộ.")
    return redirect("office:forwarding", code=code)


@requires(P.RECORD_CENTRAL)
def receipt(request, code):
    """Take a letter in."""
    found = my_forwarding(request, code, P.RECORD_CENTRAL)
    form = ReceiptForm(request.POST or None, initial={"received_on": request.act.day})
    return step(request, found, form, operations.receive_forwarding, "Tiếp nhận", "Tiếp nhận")


@requires(P.RECORD_CENTRAL)
def sending_back(request, code):
    """Send a letter back to be completed."""
    found = my_forwarding(request, code, P.RECORD_CENTRAL)
    form = ReasonsForm(request.POST or None)
    send_back = operations.send_back_forwarding
    return step(request, found, form, send_back, "Trả lại để bổ sung", "Trả lại")


@requires(P.RECORD_CENTRAL)
def report(request, code, pk):
    """Enter the report of the centre's advisory team."""
    entry = my_entry(request, code, pk, P.RECORD_CENTRAL)
    initial = {
        "report_no": entry.report_no,
        "reported_on": entry.reported_on or request.act.day,
        "report": entry.report,
    }
    form = ReportForm(request.POST or None, initial=initial)
    heading = f"Báo cáo thẩm định {entry.result.item.dossier}"
    return step(
        request, entry.forwarding, form, operations.report_centrally, heading, "Ghi báo cáo", entry
    )


def step(request, found, form, operation, heading, label, thing=None):
    """Show the form of one step, and go back to the letter once it is done."""
    if carried_out(form, operation, thing or found, request.act):
        return redirect("office:forwarding", code=found.code)
    context = {
        "form": form, "heading": heading, "label": label,
        "about": f"{found} · {found.province.full_name} · {found.letter_no}",
        "here": address(found), "here_label": found.code, **place(),
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


def sendable(request):
    """Return the approved results of my province that no letter brings yet."""
    mine = candidates_for(request.user, P.FORWARD_TO_CENTRE, request.act.day)
    return mine.filter(sent=None, central=None).select_related("item__dossier__product__producer")


def answered(found):
    """Return how many dossiers of a letter the centre has answered."""
    return sum(1 for entry in found.dossiers.all() if hasattr(entry.result, "central"))


def my_forwarding(request, code, permission):
    """Return one letter of the places where this person holds the power."""
    mine = forwardings_for(request.user, permission, request.act.day)
    return get_object_or_404(mine.select_related("province"), code=code)


def my_entry(request, code, pk, permission):
    """Return one dossier of such a letter."""
    found = my_forwarding(request, code, permission)
    entries = found.dossiers.select_related("forwarding__province", "result__item__dossier")
    return get_object_or_404(entries, pk=pk)


def address(found):
    """Return the page of one letter."""
    return reverse("office:forwarding", args=[found.code])


def place():
    """Return where a step leads back to."""
    return {"back": reverse("office:forwardings"), "back_label": "Hồ sơ gửi trung ương"}
