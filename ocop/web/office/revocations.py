"""Cases of revocation: seen, checked, concluded, submitted, and decided within fifteen days."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.certificates import operations
from ocop.certificates.access import cases_for, certificates_for
from ocop.certificates.flow import CASE_FLOW, OPEN, CaseState
from ocop.certificates.models import Decision, Revocation, RevocationCase
from ocop.certificates.operations.cases import level_for
from ocop.certificates.queries import beside
from ocop.kernel.text import fold
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
ANY = ("", "Tất cả")
AREA = forms.Textarea(attrs={"rows": 4})


class CaseFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, mã vụ việc")
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *CaseState.choices])
    cc = forms.ChoiceField(label="Căn cứ", choices=[ANY, *Revocation.Ground.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(certificate__product__folded__contains=fold(words))
            rows = rows.filter(named | Q(code__icontains=words))
        if wanted["tt"]:
            rows = rows.filter(state=wanted["tt"])
        return rows.filter(ground=wanted["cc"]) if wanted["cc"] else rows


class OpeningForm(Form):
    ground = forms.ChoiceField(label="Căn cứ xem xét", choices=Revocation.Ground.choices)
    source = forms.ChoiceField(
        label="Nguồn phát hiện",
        choices=[c for c in RevocationCase.Source.choices if c[0] != "commune"],
    )
    seen = forms.CharField(label="Dấu hiệu đã thấy", max_length=2000, widget=AREA)


class StoppedForm(Form):
    document_no = forms.CharField(label="Số văn bản xác nhận của xã", max_length=60)
    confirmed_on = DayField(label="Ngày xác nhận", help_text="15 ngày để thu hồi tính từ ngày này.")
    seen = forms.CharField(label="Ngừng từ khi nào, biết do đâu", max_length=2000, widget=AREA)


class ConclusionForm(Form):
    ground = forms.ChoiceField(label="Căn cứ thu hồi", choices=Revocation.Ground.choices)
    conclusion_no = forms.CharField(label="Số văn bản kết luận", max_length=60)
    conclusion_body = forms.CharField(label="Cơ quan kết luận", max_length=200)
    concluded_on = DayField(
        label="Ngày kết luận", help_text="15 ngày để quyết định tính từ ngày này."
    )
    conclusion = forms.CharField(label="Nội dung kết luận", max_length=4000, widget=AREA)


class SubmissionForm(Form):
    submission_no = forms.CharField(label="Số tờ trình", max_length=60)
    submitted_on = DayField(label="Ngày trình")


class DecisionForm(Form):
    number = forms.CharField(label="Số quyết định thu hồi", max_length=60)
    signed_on = DayField(label="Ngày ký", help_text="Giấy hết hiệu lực từ ngày này.")
    signer = forms.CharField(label="Người ký", max_length=120)
    signer_post = forms.CharField(label="Chức vụ người ký", max_length=120, required=False)


class ReasonForm(Form):
    reason = forms.CharField(label="Lý do không thu hồi", max_length=2000, widget=AREA)


@requires(P.VIEW_OFFICE)
def index(request):
    """List the cases of my place, those whose days run out first on top."""
    day = request.act.day
    rows = cases_for(request.user, P.VIEW_OFFICE, day).select_related(
        "certificate__product__producer", "certificate__product__commune"
    )
    if request.GET.get("qua") == "1":
        rows = rows.overdue_on(day)
    listing = Listing(
        request,
        rows,
        title="Sổ vụ việc thu hồi giấy chứng nhận",
        columns=[
            Column("ma", "Vụ việc", "code", sort=("code",), link=address),
            Column("sp", "Sản phẩm", "certificate.product_name"),
            Column("ct", "Chủ thể", "certificate.product.producer.name"),
            Column("xa", "Xã", "certificate.product.commune.full_name"),
            Column("giay", "Giấy", "certificate.number", on_page=False),
            Column("sao", "Sao", "certificate.stars", kind="number"),
            Column("cc", "Căn cứ", lambda c: f"{c.ground}) {c.get_ground_display()}"),
            Column("kl", "Kết luận", "concluded_on", kind="day", sort=("concluded_on",)),
            Column("han", "Hạn quyết định", "decide_by", kind="day", sort=("decide_by",)),
            Column("con", "Còn lại", lambda c: days_left(c, day), in_file=False,
                   template="office/revocations/due.html"),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="office/revocations/state.html"),
            Column("cham", "Quyết định chậm (ngày)", "days_late", kind="number", on_page=False),
        ],
        filters=CaseFilter,
        order="-ma",
        name="vu-viec-thu-hoi",
        empty="Chưa có vụ việc nào.",
    )  # fmt: skip
    context = {"day": day, "overdue": late_count(request), "in_days": running(request)}
    return listing.answer("office/revocations/index.html", **context)


@requires(P.VIEW_OFFICE)
def case(request, code):
    """Show one case: how far it is, how many days are left, and the next step."""
    found = my_case(request, code)
    moves = CASE_FLOW.moves_from(CaseState(found.state))
    may = {
        power: cases_for(request.user, power, request.act.day).filter(pk=found.pk).exists()
        for power in (P.VERIFY_REVOCATIONS, P.REVOKE_CERTIFICATES)
    }
    context = {
        "case": found,
        "certificate": found.certificate,
        "others": others(request, found.certificate),
        "verifies": may[P.VERIFY_REVOCATIONS],
        "decides": may[P.REVOKE_CERTIFICATES],
        "moves": moves,
        "steps": steps(found),
        "own": request.user.pk in {found.concluded_by_id, found.submitted_by_id},
        "history": history(found),
    }
    return render(request, "office/revocations/case.html", context)


def others(request, certificate):
    """Return what else gives the product a star today, each with the case open for it, if any.

    Whoever may begin a case of one is offered that: not all are revoked at the same desk.
    """
    day = request.act.day
    rows = list(beside(certificate, day))
    mine = set(
        certificates_for(request.user, P.VERIFY_REVOCATIONS, day)
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    running = RevocationCase.objects.filter(state__in=OPEN, certificate__in=rows)
    cases = {case.certificate_id: case for case in running}
    return [
        {"certificate": row, "case": cases.get(row.pk), "may_open": row.pk in mine} for row in rows
    ]


@requires(P.VERIFY_REVOCATIONS)
def opening(request, pk):
    """Begin to check whether a certificate is to be revoked."""
    found = certificate_of(request, P.VERIFY_REVOCATIONS, pk)
    form = OpeningForm(request.POST or None)
    if done := carried_out(form, operations.open_case, request.act, certificate=found):
        return redirect("office:revocation-case", code=done.result.code)
    return step(request, form, found, "Mở vụ việc xem xét thu hồi", "Mở vụ việc")


@requires(P.CONFIRM_STOPPED)
def stopped(request, pk):
    """Confirm, as the commune, that production has stopped."""
    found = certificate_of(request, P.CONFIRM_STOPPED, pk)
    form = StoppedForm(request.POST or None, initial={"confirmed_on": request.act.day})
    if done := carried_out(form, operations.confirm_stopped, request.act, certificate=found):
        return redirect("office:revocation-case", code=done.result.code)
    return step(request, form, found, "Xác nhận ngừng sản xuất", "Xác nhận")


@requires(P.VERIFY_REVOCATIONS)
def conclusion(request, code):
    """Conclude that a ground holds."""
    found = my_case(request, code, P.VERIFY_REVOCATIONS)
    initial = {"ground": found.ground, "concluded_on": request.act.day}
    form = ConclusionForm(request.POST or None, initial=initial)
    if carried_out(form, operations.conclude, found, request.act):
        return redirect("office:revocation-case", code=code)
    return step(request, form, found.certificate, "Kết luận", "Ghi kết luận", found)


@requires(P.VERIFY_REVOCATIONS)
def submission(request, code):
    """Lay the case before who decides."""
    found = my_case(request, code, P.VERIFY_REVOCATIONS)
    form = SubmissionForm(request.POST or None, initial={"submitted_on": request.act.day})
    if carried_out(form, operations.submit_case, found, request.act):
        return redirect("office:revocation-case", code=code)
    return step(request, form, found.certificate, "Trình quyết định", "Ghi tờ trình", found)


@requires(P.VERIFY_REVOCATIONS)
def dropping(request, code):
    """End the check without a submission."""
    found = my_case(request, code, P.VERIFY_REVOCATIONS)
    form = ReasonForm(request.POST or None)
    if carried_out(form, operations.drop, found, request.act):
        messages.success(request, "Đã kết thúc kiểm tra, giấy chứng nhận giữ nguyên.")
        return redirect("office:revocation-case", code=code)
    return step(request, form, found.certificate, "Kết thúc, không thu hồi", "Kết thúc", found)


@requires(P.REVOKE_CERTIFICATES)
def decision(request, code):
    """Revoke by a signed decision; it shows everywhere at once."""
    found = my_case(request, code, P.REVOKE_CERTIFICATES)
    initial = {"signed_on": request.act.day, "signer": request.user.full_name}
    form = DecisionForm(request.POST or None, initial=initial)
    if carried_out(form, decide, found, request.act):
        return redirect("office:revocation-case", code=code)
    warning = "Sao biến mất trên mọi trang công khai ngay khi ghi, và không khôi phục được."
    return step(
        request, form, found.certificate, "Quyết định thu hồi", "Ghi quyết định thu hồi", found,
        warning=warning,
    )  # fmt: skip


@requires(P.REVOKE_CERTIFICATES)
def declining(request, code):
    """Decide that the certificate stays."""
    found = my_case(request, code, P.REVOKE_CERTIFICATES)
    form = ReasonForm(request.POST or None)
    if carried_out(form, operations.decline, found, request.act):
        messages.success(request, "Đã ghi: không thu hồi.")
        return redirect("office:revocation-case", code=code)
    return step(request, form, found.certificate, "Không thu hồi", "Ghi không thu hồi", found)


@transaction.atomic
def decide(found, act, *, number, signed_on, signer, signer_post):
    """Record the decision and revoke by it."""
    certificate = found.certificate
    made = operations.record_decision(
        act,
        number=number,
        kind=Decision.Kind.REVOCATION,
        level=level_for(certificate),
        province=certificate.province,
        signed_on=signed_on,
        signer=signer,
        signer_post=signer_post,
        is_sample=certificate.is_sample,
    )
    return operations.revoke_on_case(found, act, decision=made)


def step(request, form, certificate, title, act, found=None, warning=""):
    """Show the form of one step."""
    context = {
        "form": form,
        "certificate": certificate,
        "case": found,
        "heading": title,
        "act_label": act,
        "warning": warning,
    }
    return render(request, "office/revocations/step.html", context)


def steps(found):
    """Return the way of a case, step by step, with the day of each."""
    order = [CaseState.CHECKING, CaseState.CONCLUDED, CaseState.SUBMITTED, CaseState.REVOKED]
    last = CaseState.DROPPED if found.state == CaseState.DROPPED else CaseState.REVOKED
    reached = 3 if found.state not in order else order.index(CaseState(found.state))
    lines = [
        ("Kiểm tra, xác minh", found.get_source_display()),
        ("Kết luận", f"{found.concluded_on:%d/%m/%Y}" if found.concluded_on else ""),
        ("Trình", f"{found.submitted_on:%d/%m/%Y}" if found.submitted_on else ""),
        (last.label, f"{found.ended_on:%d/%m/%Y}" if found.ended_on else ""),
    ]
    return [
        {"label": label, "line": line, "state": state_of(at, reached, found)}
        for at, (label, line) in enumerate(lines)
    ]


def state_of(at, reached, found):
    """Return whether a step is done, under way, or still to come."""
    if at < reached or not found.is_open:
        return "done"
    return "now" if at == reached else "later"


def days_left(found, day):
    """Return the days to the decision while they run."""
    return (found.decide_by - day).days if found.is_open and found.decide_by else None


def late_count(request):
    """Return how many cases of my place are past their days."""
    day = request.act.day
    return cases_for(request.user, P.VIEW_OFFICE, day).overdue_on(day).count()


def running(request):
    """Return how many cases of my place have their days running."""
    return cases_for(request.user, P.VIEW_OFFICE, request.act.day).running().count()


def my_case(request, code, permission=P.VIEW_OFFICE):
    """Return one case that this person reaches with a power."""
    mine = cases_for(request.user, permission, request.act.day).select_related(
        "certificate__product__producer__commune",
        "certificate__product__commune",
        "certificate__province",
        "certificate__decision",
        "revocation__decision",
        "concluded_by",
        "submitted_by",
    )
    return get_object_or_404(mine, code=code)


def certificate_of(request, permission, pk):
    """Return one certificate that this person reaches with a power."""
    mine = certificates_for(request.user, permission, request.act.day)
    return get_object_or_404(mine.select_related("product__commune", "province"), pk=pk)


def address(found):
    """Return the page of one case."""
    return reverse("office:revocation-case", args=[found.code])
