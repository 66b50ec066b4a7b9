"""From closed cards to a conclusion, and from a conclusion to a decision and certificates."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.certificates.models import Decision, Level
from ocop.certificates.operations import record_decision
from ocop.grading import operations
from ocop.grading.access import results_for
from ocop.grading.models import Result
from ocop.grading.queries import handed_back, with_the_province
from ocop.grading.results import document as document_of
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.table import DOSSIER
from ocop.web.forms import DayField, Form, SeveralField, carried_out
from ocop.web.gates import requires
from ocop.web.ui.results import result_context

CONVENE = Permission.CONVENE_COUNCILS
RECOGNIZED_BY_MINISTER = 5


class KnockoutForm(Form):
    at = forms.ChoiceField(label="Trường hợp loại")
    reason = forms.CharField(
        label="Căn cứ", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        printed = [(c.code, f"{c.code}: {c.knockout.words}") for c in sheet.criteria if c.knockout]
        above = "; ".join(str(knockout.words) for knockout in sheet.dossier_knockouts)
        self.fields["at"].choices = ([(DOSSIER, f"Hồ sơ: {above}")] if above else []) + printed


class DecisionForm(Form):
    """A signed decision and the results it is about."""

    number = forms.CharField(label="Số quyết định", max_length=60)
    signed_on = DayField(label="Ngày ký")
    signer = forms.CharField(label="Người ký", max_length=120)
    signer_post = forms.CharField(label="Chức vụ", max_length=120)
    results = SeveralField(
        label="Kết quả trong quyết định", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, results, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["results"].queryset = results
        self.fields["results"].label_from_instance = lambda r: (
            f"{r.item.dossier.product} – {stars_of(r)} sao ({r.item.dossier})"
        )


class ReasonForm(Form):
    reason = forms.CharField(
        label="Lý do đánh giá lại", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def stars_of(result: Result) -> int:
    """Return the stars in question: the centre's where it has answered, else the council's."""
    return result.central.stars if hasattr(result, "central") else result.stars


class CentralForm(Form):
    stars = forms.TypedChoiceField(
        label="Kết quả của trung ương",
        coerce=int,
        choices=[(5, "Công nhận 5 sao"), (4, "Trả về tỉnh, 4 sao"), (3, "Trả về tỉnh, 3 sao"),
                 (0, "Không đạt")],
    )  # fmt: skip
    mean = forms.RegexField(
        r"^\d{1,3}([.,]\d{1,6})?$|^\d{1,5}/\d{1,3}$", label="Điểm trung bình (nếu có)",
        max_length=20, required=False, error_messages={"invalid": "Hãy ghi điểm như 91,5."},
    )  # fmt: skip
    document_no = forms.CharField(label="Số văn bản của trung ương", max_length=60)
    answered_on = DayField(label="Ngày văn bản")
    number = forms.CharField(
        label="Số quyết định công nhận 5 sao", max_length=60, required=False,
        help_text="Để trống khi trả về tỉnh: tỉnh công nhận 3, 4 sao hoặc đánh giá lại.",
    )  # fmt: skip
    signed_on = DayField(label="Ngày ký quyết định", required=False)
    signer = forms.CharField(label="Người ký", max_length=120, required=False)

    def clean(self):
        number, stars = self.cleaned_data.get("number"), self.cleaned_data.get("stars")
        if number and not self.cleaned_data.get("signed_on"):
            self.add_error("signed_on", "Hãy ghi ngày ký của quyết định.")
        if stars == RECOGNIZED_BY_MINISTER and not number:
            self.add_error("number", "Hạng 5 sao do Bộ trưởng công nhận, hãy ghi số quyết định.")
        if stars != RECOGNIZED_BY_MINISTER and number:
            self.add_error("number", "Dưới 5 sao do tỉnh quyết định, hãy để trống ô này.")
        return self.cleaned_data


@requires(CONVENE)
def result(request, code, position):
    """Show the cards of one dossier side by side, and what follows from them."""
    item = my_item(request, code, position, CONVENE)
    sheet = sheet_of(item.dossier.rubric)
    return render(
        request,
        "office/councils/result.html",
        result_context(item) | {"knockout_form": KnockoutForm(sheet=sheet)},
    )


@requires(CONVENE)
@require_POST
def conclusion(request, code, position):
    """Conclude on one dossier."""
    operations.conclude(my_item(request, code, position, CONVENE), request.act)
    return redirect("office:result", code=code, position=position)


@requires(CONVENE)
def knockout(request, code, position):
    """Note a knock-out that the council upheld."""
    item = my_item(request, code, position, CONVENE)
    form = KnockoutForm(request.POST or None, sheet=sheet_of(item.dossier.rubric))
    if carried_out(form, operations.uphold_knockout, item, request.act):
        return redirect("office:result", code=code, position=position)
    context = {"item": item, "sitting": item.sitting, "form": form}
    return render(request, "office/councils/knockout.html", context)


@requires(CONVENE)
def document(request, code, position):
    """Give the cards as the document that ``bin/manage grade`` scores alike."""
    item = my_item(request, code, position, CONVENE)
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(document_of(item), json_dumps_params=options)


@requires(Permission.DECIDE)
def awaiting(request):
    """List the concluded results that wait for a signature, by what they need."""
    waiting = open_results(request)
    context = {
        "recognized": waiting.filter(outcome=Result.Outcome.RECOGNIZED),
        "forwarded": waiting.filter(outcome=Result.Outcome.FORWARDED),
        "none": waiting.filter(outcome=Result.Outcome.NONE, item__dossier__state="ASSESSED"),
        "returned": with_the_province(my_results(request, Permission.DECIDE)),
        "decided": my_results(request, Permission.DECIDE)
        .filter(decision__isnull=False)
        .order_by("-decision__signed_on", "-pk")[:50],
    }
    return render(request, "office/decisions.html", context)


@requires(Permission.DECIDE)
def recognition(request):
    """Sign the recognition of 3 and 4 stars, which issues the certificates."""
    results = open_results(request).filter(outcome=Result.Outcome.RECOGNIZED)
    return decide(request, results, Decision.Kind.RECOGNITION, operations.recognize)


@requires(Permission.DECIDE)
def recognition_after_centre(request):
    """Sign the recognition of 3 and 4 stars that the centre gave back."""
    results = handed_back(my_results(request, Permission.DECIDE))
    return decide(request, results, Decision.Kind.RECOGNITION, operations.recognize_handed_back)


@requires(Permission.DECIDE)
def approval(request):
    """Sign the approval of 90 points and more, which goes to the ministry."""
    results = open_results(request).filter(outcome=Result.Outcome.FORWARDED)
    return decide(request, results, Decision.Kind.APPROVAL, operations.approve)


def decide(request, results, kind, operation):
    """Show the form of a decision; signed, it is recorded and carried out on every result."""
    form = DecisionForm(
        request.POST or None,
        results=results,
        initial={
            "signed_on": request.act.day,
            "signer": request.user.full_name,
            "results": [one.pk for one in results],
        },
    )

    @transaction.atomic
    def sign(act, *, results, **details):
        chosen = list(results)
        province = chosen[0].item.sitting.council.province
        decision = record_decision(
            act, kind=kind, level=Level.PROVINCE, province=province,
            is_sample=all(one.item.dossier.is_sample for one in chosen), **details,
        )  # fmt: skip
        for one in chosen:
            operation(one, act, decision=decision)
        return decision

    if carried_out(form, sign, request.act):
        return redirect("office:decisions")
    context = {"form": form, "kind": kind, "count": results.count()}
    return render(request, "office/decision.html", context)


@requires(Permission.DECIDE)
@require_POST
def no_star(request, code):
    """Close a dossier that reached no star."""
    waiting = open_results(request).filter(outcome=Result.Outcome.NONE)
    operations.close_without_star(get_object_or_404(waiting, item__dossier__code=code), request.act)
    return redirect("office:decisions")


@requires(Permission.DECIDE)
def taking_up(request, code):
    """Evaluate a product anew that the centre gave back."""
    back = with_the_province(my_results(request, Permission.DECIDE))
    found = get_object_or_404(back, item__dossier__code=code)
    form = ReasonForm(request.POST or None)
    if carried_out(form, operations.take_up_again, found, request.act):
        messages.success(request, f"Hồ sơ {code} trở lại chờ hội đồng của tỉnh.")
        return redirect("office:decisions")
    context = {
        "form": form, "heading": "Đánh giá lại theo thẩm quyền", "label": "Đánh giá lại",
        "about": f"{found.item.dossier.product} ({code}), trung ương {found.central.stars} sao",
        "note": "Kết quả cũ không còn giá trị nhưng vẫn đọc được; hồ sơ chờ hội đồng chấm lại.",
        "back": reverse("office:decisions"), "back_label": "Quyết định",
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


@requires(Permission.RECORD_CENTRAL)
def central(request, code):
    """Record the centre's answer to a forwarded result."""
    forwarded = Result.objects.filter(
        outcome=Result.Outcome.FORWARDED, decision__isnull=False, set_aside_on=None,
        item__dossier__code=code,
    )  # fmt: skip
    found = get_object_or_404(forwarded.select_related("item__dossier__product"))
    form = CentralForm(request.POST or None, initial={"answered_on": request.act.day})
    if carried_out(form, answer_from_centre, found, request.act):
        return redirect("office:candidates")
    return render(request, "office/central.html", {"result": found, "form": form})


@transaction.atomic
def answer_from_centre(result, act, *, number, signed_on, signer, stars, **answer):
    """Record the answer, and the decision of recognition where there is one."""
    decision = None
    if number:
        decision = record_decision(
            act,
            number=number,
            kind=Decision.Kind.RECOGNITION,
            level=Level.NATIONAL,
            province=result.item.sitting.council.province,
            signed_on=signed_on,
            signer=signer,
            is_sample=result.item.dossier.is_sample,
        )
    return operations.record_central_result(result, act, stars=stars, decision=decision, **answer)


def my_item(request, code, position, permission):
    """Return one dossier of a closed sitting in the provinces where the power is held."""
    items = results_for(request.user, permission, request.act.day)
    return get_object_or_404(
        items.select_related("sitting__council__by_law", "dossier__product__producer"),
        sitting__code=code,
        position=position,
    )


def my_results(request, permission):
    """Return the results in the provinces where the power is held."""
    items = results_for(request.user, permission, request.act.day)
    return Result.objects.filter(item__in=items).select_related(
        "item__dossier__product__producer", "item__sitting", "decision", "central__finding"
    )


def open_results(request):
    """Return the results that wait for a decision, the oldest first."""
    return my_results(request, Permission.DECIDE).filter(decision=None).order_by("concluded_at")
