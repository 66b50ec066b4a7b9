"""Irregular evaluations at both desks: asked for, withdrawn, scored again, answered."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.certificates.models import Decision, Level
from ocop.certificates.operations import record_decision
from ocop.grading import operations
from ocop.grading.access import redo_requests_for
from ocop.grading.flow import REDO_FLOW, RedoState
from ocop.grading.models import RedoRequest, Result
from ocop.grading.operations.irregular import certificate_of
from ocop.grading.queries import recognition_of, result_of
from ocop.kernel.text import fold
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.certificates import my_certificates
from ocop.web.office.ministry import of_province

P = Permission
ANY = ("", "Tất cả")
AREA = forms.Textarea(attrs={"rows": 4})


class RedoFilter(FilterForm):
    tu = forms.CharField(label="Mã, sản phẩm")
    tt = forms.ChoiceField(
        label="Trạng thái", choices=[ANY, ("OPEN", "Chưa xong"), *RedoState.choices]
    )
    tinh = of_province()

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            product = Q(result__item__dossier__product__folded__contains=fold(words))
            rows = rows.filter(product | Q(code__icontains=words))
        if state := wanted["tt"]:
            rows = rows.filter(state__in=RedoRequest.OPEN if state == "OPEN" else [state])
        if wanted["tinh"]:
            rows = rows.filter(result__item__sitting__council__province=wanted["tinh"])
        return rows


class AskForm(Form):
    reason = forms.CharField(label="Điểm bất thường", max_length=2000, widget=AREA)
    document_no = forms.CharField(label="Số văn bản của Bộ", max_length=60)
    asked_on = DayField(label="Ngày văn bản")
    answer_by = DayField(
        label="Hạn trả lời", help_text="Quyết định không in số ngày; văn bản của Bộ ấn định."
    )


class WithdrawalForm(Form):
    number = forms.CharField(label="Số quyết định thu hồi", max_length=60)
    signed_on = DayField(label="Ngày ký", help_text="Giấy hết hiệu lực từ ngày này.")
    signer = forms.CharField(label="Người ký", max_length=120)
    signer_post = forms.CharField(label="Chức vụ người ký", max_length=120, required=False)


class AnswerForm(Form):
    answer_no = forms.CharField(label="Số văn bản trả lời", max_length=60)
    answer = forms.CharField(label="Nội dung trả lời", max_length=5000, widget=AREA)


class ReasonForm(Form):
    reason = forms.CharField(label="Lý do", max_length=2000, widget=AREA)


@requires(P.VIEW_OFFICE)
def index(request):
    """List what the ministry asks my place to evaluate again, by the day of the answer."""
    rows = redo_requests_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related(
            "result__item__dossier__product__producer", "result__item__sitting__council__province"
        ),
        title="Đề nghị đánh giá lại",
        columns=[
            Column("ma", "Đề nghị", "code", sort=("code",), link=address),
            Column("sp", "Sản phẩm", "result.item.dossier.product.name"),
            Column("ct", "Chủ thể", "result.item.dossier.product.producer.name"),
            Column("tinh", "Tỉnh", "result.item.sitting.council.province.name"),
            Column("vb", "Văn bản của Bộ", "document_no"),
            Column("ngay", "Ngày", "asked_on", kind="day", sort=("asked_on",)),
            Column("han", "Hạn trả lời", "answer_by", kind="day", sort=("answer_by",)),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="office/ministry/redo_state.html"),
            Column("xong", "Kết thúc", "ended_on", kind="day", on_page=False),
        ],
        filters=RedoFilter,
        order="-ma",
        name="danh-gia-lai",
        empty="Chưa có đề nghị đánh giá lại nào.",
    )  # fmt: skip
    return listing.answer("office/ministry/redos.html")


@requires(P.RECORD_CENTRAL)
def asking(request, pk):
    """Ask a province to withdraw the recognition behind one certificate, and evaluate again."""
    certificate = get_object_or_404(my_certificates(request, P.RECORD_CENTRAL), pk=pk)
    result = behind(certificate)
    form = AskForm(request.POST or None, initial={"asked_on": request.act.day})
    if result and (done := carried_out(form, operations.ask_redo, request.act, result=result)):
        messages.success(request, "Đã gửi đề nghị đến tỉnh.")
        return redirect(address(done.result))
    context = {
        "form": form, "heading": "Đề nghị đánh giá lại", "label": "Gửi đề nghị", "danger": True,
        "about": f"{certificate} · {certificate.product_name} · {certificate.stars} sao"
        f" · {certificate.province.full_name}",
        "note": "Tỉnh thu hồi quyết định công nhận, đưa hồ sơ ra hội đồng lại và trả lời Bộ.",
        "nothing": "" if result else "Giấy này không có kết quả đánh giá trên hệ thống",
        "back": reverse("office:certificate", args=[pk]), "back_label": certificate.number,
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


@requires(P.VIEW_OFFICE)
def redo(request, code):
    """Show one request: what was asked, what was withdrawn, what came of it."""
    found = my_redo(request, code, P.VIEW_OFFICE)
    dossier = found.result.item.dossier
    fresh = result_of(dossier)
    context = {
        "redo": found,
        "dossier": dossier,
        "signed": recognition_of(found.result),
        "certificate": certificate_of(found.result),
        "fresh": fresh if fresh and fresh.pk != found.result_id else None,
        "moves": REDO_FLOW.moves_from(RedoState(found.state)),
        "history": history(found),
    }
    return render(request, "office/ministry/redo.html", context)


@requires(P.DECIDE)
def withdrawal(request, code):
    """Sign the withdrawal of what was recognised."""
    found = my_redo(request, code, P.DECIDE)
    form = WithdrawalForm(
        request.POST or None,
        initial={"signed_on": request.act.day, "signer": request.user.full_name},
    )
    note = (
        "Sao biến mất trên mọi trang công khai ngay khi ghi. Hồ sơ trở lại chờ hội đồng đánh giá; "
        "kết quả cũ vẫn đọc được và ghi rõ không còn giá trị."
    )
    return step(request, found, form, withdraw, "Thu hồi quyết định công nhận", "Thu hồi", note)


@requires(P.FORWARD_TO_CENTRE)
def answer(request, code):
    """Tell the ministry what came of it."""
    found = my_redo(request, code, P.FORWARD_TO_CENTRE)
    form = AnswerForm(request.POST or None)
    return step(request, found, form, operations.answer_redo, "Trả lời Bộ", "Gửi trả lời")


@requires(P.RECORD_CENTRAL)
def lifting(request, code):
    """Let a request rest."""
    found = my_redo(request, code, P.RECORD_CENTRAL)
    form = ReasonForm(request.POST or None)
    return step(request, found, form, operations.lift_redo, "Rút đề nghị", "Rút đề nghị")


@transaction.atomic
def withdraw(found, act, **details):
    """Record the decision of withdrawal, and carry it out."""
    decision = record_decision(
        act, kind=Decision.Kind.REVOCATION, level=Level.PROVINCE,
        province=found.result.item.sitting.council.province, is_sample=found.is_sample, **details,
    )  # fmt: skip
    operations.withdraw_recognition(found, act, decision=decision)


def step(request, found, form, operation, heading, label, note=""):
    """Show the form of one step, and go back to the request once it is done."""
    if carried_out(form, operation, found, request.act):
        return redirect(address(found))
    dossier = found.result.item.dossier
    context = {
        "form": form, "heading": heading, "label": label, "note": note, "danger": bool(note),
        "about": f"{dossier.product} ({dossier}) · {found.document_no}",
        "back": reverse("office:redos"), "back_label": "Đề nghị đánh giá lại",
        "here": address(found), "here_label": found.code,
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


def behind(certificate):
    """Return the province's result that a certificate rests on, where the system holds it."""
    if certificate.level == Level.NATIONAL:
        raise Http404
    about = Q(decision=certificate.decision_id) | Q(central__decision=certificate.decision_id)
    same = Q(item__dossier__product=certificate.product_id)
    same |= Q(item__dossier__product__merged_into=certificate.product_id)
    return Result.objects.filter(about, same, set_aside_on=None, answer=None).first()


def my_redo(request, code, permission):
    """Return one request of the places where this person holds the power."""
    mine = redo_requests_for(request.user, permission, request.act.day)
    return get_object_or_404(
        mine.select_related(
            "decision", "result__item__dossier__product__producer",
            "result__item__dossier__product__commune__province",
            "result__item__sitting__council__province", "result__decision",
            "result__central__decision",
        ),
        code=code,
    )  # fmt: skip


def address(found):
    """Return the page of one request."""
    return reverse("office:redo", args=[found.code])
