"""The ministry's desk: candidates of the country, what its council found, and the five stars."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.certificates.access import radar_for
from ocop.certificates.models import Decision, Level
from ocop.certificates.operations import record_decision
from ocop.certificates.queries import term_of
from ocop.certificates.term import Standing
from ocop.dossiers.grace import in_grace, of_standing
from ocop.grading import operations
from ocop.grading.access import candidates_for
from ocop.grading.flow import ForwardingState
from ocop.grading.models import AgendaItem, CentralAnswer, Result
from ocop.grading.queries import findings_waiting, lying_before
from ocop.kernel.text import fold
from ocop.places.models import Province
from ocop.web.forms import DayField, FilterForm, Form, SeveralField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
ANY = ("", "Tất cả")
MINISTER = "Bộ trưởng Bộ Nông nghiệp và Môi trường"
STAGES = (
    ("unsent", "Tỉnh chưa gửi"),
    ("sent", "Đã gửi, chờ tiếp nhận"),
    ("returned", "Đã trả lại để bổ sung"),
    ("received", "Đã tiếp nhận"),
    ("sitting", "Trước hội đồng trung ương"),
    ("five", "Đã công nhận 5 sao"),
    ("back", "Đã trả về tỉnh"),
)
# What the desk of the ministry has to do with those that were taken in.
STEPS = (
    ("unread", "Đã tiếp nhận, chờ Tổ tư vấn báo cáo"),
    ("ready", "Đã có báo cáo, chờ đưa ra hội đồng"),
)
TONES = {"unsent": "calm", "sent": "sea", "returned": "amber", "received": "sea",
         "sitting": "sea", "five": "leaf", "back": "amber"}  # fmt: skip


def of_province(label="Tỉnh"):
    """Return a filter field of the provinces."""
    return forms.ModelChoiceField(
        label=label, queryset=Province.objects.order_by("code"), to_field_name="code"
    )


class CandidateFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, mã hồ sơ")
    tinh = of_province()
    tt = forms.ChoiceField(label="Đang ở", choices=[ANY, *STAGES, *STEPS])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(item__dossier__product__folded__contains=fold(words))
            rows = rows.filter(named | Q(item__dossier__code__icontains=words))
        if wanted["tinh"]:
            rows = rows.filter(item__sitting__council__province=wanted["tinh"])
        return in_stage(rows, wanted["tt"]) if wanted["tt"] else rows


class FiveStarFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, số giấy")
    tinh = of_province()
    tt = forms.ChoiceField(label="Hôm nay", choices=[ANY, *[(s.value, s.label) for s in Standing]])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(product__folded__contains=fold(words))
            rows = rows.filter(named | Q(number__icontains=words))
        return rows.filter(province=wanted["tinh"]) if wanted["tinh"] else rows


class RecognitionForm(Form):
    """The Minister's decision and the findings that it is about."""

    number = forms.CharField(label="Số quyết định của Bộ", max_length=60)
    signed_on = DayField(label="Ngày ký")
    signer = forms.CharField(label="Người ký", max_length=120)
    signer_post = forms.CharField(label="Chức vụ", max_length=120)
    findings = SeveralField(
        label="Sản phẩm trong quyết định", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings
        self.fields["findings"].label_from_instance = lambda one: (
            f"{one.item.dossier.product} – {one.item.dossier.product.commune.province}"
            f" ({one.item.dossier})"
        )


class ReturnForm(Form):
    document_no = forms.CharField(label="Số văn bản trả về tỉnh", max_length=60)
    answered_on = DayField(label="Ngày văn bản")


@requires(P.RECORD_CENTRAL)
def candidates(request):
    """List the products of the country that a province approved with 90 points and more."""
    rows = candidates_for(request.user, P.RECORD_CENTRAL, request.act.day)
    lying = dict(lying_before(central=True).values_list("dossier", "sitting__code"))
    listing = Listing(
        request,
        rows.select_related(
            "item__sitting__council__province", "item__dossier__product__producer",
            "sent__forwarding", "central", "decision",
        ),
        title="Sản phẩm tiềm năng 5 sao",
        columns=[
            Column("sp", "Sản phẩm", "item.dossier.product.name",
                   sort=("item__dossier__product__sort_key",), link=way),
            Column("ct", "Chủ thể", "item.dossier.product.producer.name"),
            Column("tinh", "Tỉnh", "item.sitting.council.province.name",
                   sort=("item__sitting__council__province__code",)),
            Column("hs", "Hồ sơ", "item.dossier.code"),
            Column("diem", "Điểm của tỉnh", "points", kind="points"),
            Column("qd", "Phê duyệt", "decision.signed_on", kind="day",
                   sort=("decision__signed_on",)),
            Column("tt", "Đang ở", lambda r: shown(r, lying), in_file=False,
                   template="office/ministry/stage.html"),
            Column("chu", "Đang ở", lambda r: shown(r, lying)["label"], on_page=False),
            Column("tw", "Kết quả trung ương", answer_of),
        ],
        filters=CandidateFilter,
        order="-qd",
        name="tiem-nang-5-sao",
        empty="Chưa có tỉnh nào phê duyệt kết quả từ 90 điểm.",
    )  # fmt: skip
    return listing.answer("office/ministry/candidates.html")


@requires(P.RECORD_CENTRAL)
def five_stars(request):
    """List the five-star certificates of the country."""
    day = request.act.day
    rows = radar_for(request.user, day).filter(stars=5).select_related(
        "product__producer__commune", "province", "revocation"
    )  # fmt: skip
    by_province = counts_of(rows.in_force_on(day))
    if request.GET.get("tt") in {s.value for s in Standing}:
        rows = of_standing(rows, Standing(request.GET["tt"]), day)
    kept = set(in_grace(rows, day).values_list("pk", flat=True))

    def worth(certificate):
        return Standing.GRACE if certificate.pk in kept else term_of(certificate).standing_on(day)

    listing = Listing(
        request,
        rows,
        title="Giấy chứng nhận 5 sao cả nước",
        columns=[
            Column("so", "Số giấy", "number", sort=("number",),
                   link=lambda c: reverse("office:certificate", args=[c.pk])),
            Column("sp", "Sản phẩm", "product_name"),
            Column("ct", "Chủ thể", "holder_name"),
            Column("tinh", "Tỉnh", "province.name", sort=("province__code",)),
            Column("cap", "Ngày cấp", "issued_on", kind="day", sort=("issued_on",)),
            Column("het", "Hết hiệu lực", "lapses_on", kind="day", sort=("lapses_on",)),
            Column("tt", "Hôm nay", worth,
                   template="office/certificates/standing.html", in_file=False),
            Column("chu", "Hôm nay", lambda c: worth(c).label, on_page=False),
        ],
        filters=FiveStarFilter,
        order="het",
        name="giay-5-sao",
        empty="Chưa có giấy chứng nhận 5 sao nào.",
    )  # fmt: skip
    return listing.answer("office/ministry/five_stars.html", by_province=by_province)


@requires(P.RECORD_CENTRAL)
def findings(request):
    """Show what central councils concluded and nobody has answered the provinces yet."""
    waiting = whole(findings_waiting())
    context = {
        "five": waiting.filter(outcome=Result.Outcome.NATIONAL),
        "back": waiting.filter(outcome=Result.Outcome.GIVEN_BACK),
        "answers": CentralAnswer.objects.select_related(
            "result__item__dossier__product__commune__province", "decision",
            "finding__item__sitting",
        ).order_by("-answered_on", "-pk")[:50],
    }  # fmt: skip
    return render(request, "office/ministry/findings.html", context)


@requires(P.RECORD_CENTRAL)
def recognition(request):
    """Record the Minister's decision, which issues the five-star certificates."""
    waiting = whole(findings_waiting().filter(outcome=Result.Outcome.NATIONAL))
    form = RecognitionForm(
        request.POST or None,
        findings=waiting,
        initial={
            "signed_on": request.act.day, "signer_post": MINISTER,
            "findings": [one.pk for one in waiting],
        },
    )  # fmt: skip
    if carried_out(form, recognize_all, request.act):
        messages.success(request, "Đã ghi quyết định, giấy chứng nhận 5 sao đã được cấp.")
        return redirect("office:central-findings")
    context = {"form": form, "count": len(waiting)}
    return render(request, "office/ministry/recognition.html", context)


@requires(P.RECORD_CENTRAL)
def giving_back(request, code):
    """Give a result below five stars back to its province."""
    waiting = whole(findings_waiting().filter(outcome=Result.Outcome.GIVEN_BACK))
    found = get_object_or_404(waiting, item__dossier__code=code)
    form = ReturnForm(request.POST or None, initial={"answered_on": request.act.day})
    if carried_out(form, operations.give_back, found, request.act):
        messages.success(request, f"Đã trả {found.item.dossier} về tỉnh.")
        return redirect("office:central-findings")
    context = {
        "form": form, "heading": "Trả kết quả về tỉnh", "label": "Trả về tỉnh",
        "about": f"{found.item.dossier.product} ({found.item.dossier}), {found.stars} sao",
        "note": "Tỉnh công nhận 3 hoặc 4 sao theo kết quả này, hoặc đánh giá lại theo thẩm quyền.",
        "back": reverse("office:central-findings"), "back_label": "Kết quả của trung ương",
    }  # fmt: skip
    return render(request, "office/ministry/step.html", context)


@transaction.atomic
def recognize_all(act, *, findings, number, **details):
    """Record one decision of the Minister for each province in it, and recognise every product."""
    chosen = list(findings)
    decisions = {}
    for one in chosen:
        province = one.item.dossier.product.commune.province
        if province.pk not in decisions:
            decisions[province.pk] = record_decision(
                act, number=number, kind=Decision.Kind.RECOGNITION, level=Level.NATIONAL,
                province=province, is_sample=all(f.item.dossier.is_sample for f in chosen),
                **details,
            )  # fmt: skip
        operations.recognize_nationally(one, act, decision=decisions[province.pk])
    return chosen


def whole(results):
    """Return findings with all that a line of a list says."""
    return results.select_related(
        "item__dossier__product__producer", "item__dossier__product__commune__province",
        "item__sitting",
    ).order_by("concluded_at", "pk")  # fmt: skip


def in_stage(rows, stage):
    """Return the candidates that are as far as one stage."""
    lying = AgendaItem.objects.filter(pk__in=lying_before(central=True).values("pk"))
    before = Q(item__dossier__in=lying.values("dossier"))
    open_now = Q(central=None)
    letter = {
        "sent": ForwardingState.SENT,
        "returned": ForwardingState.RETURNED,
        "received": ForwardingState.RECEIVED,
    }
    if stage == "unsent":
        return rows.filter(open_now & (Q(sent=None) | Q(sent__forwarding__state="DRAFT")))
    if stage in letter:
        return rows.filter(open_now, sent__forwarding__state=letter[stage]).exclude(before)
    received = rows.filter(open_now, sent__forwarding__state=ForwardingState.RECEIVED)
    if stage == "unread":
        return received.filter(sent__report_no="")
    if stage == "ready":
        return received.exclude(sent__report_no="").exclude(before)
    if stage == "sitting":
        return rows.filter(open_now & before)
    return rows.filter(central__stars=5) if stage == "five" else rows.filter(central__stars__lt=5)


def stage_of(result, lying):
    """Return how far one candidate is."""
    if answer := getattr(result, "central", None):
        return "five" if answer.stars == 5 else "back"
    if result.item.dossier_id in lying:
        return "sitting"
    entry = getattr(result, "sent", None)
    if entry is None or entry.forwarding.state == ForwardingState.DRAFT:
        return "unsent"
    return entry.forwarding.state.lower()


def shown(result, lying):
    """Return the stage of one candidate with its words and look."""
    stage = stage_of(result, lying)
    return {"stage": stage, "label": dict(STAGES)[stage], "tone": TONES[stage]}


def answer_of(result):
    """Return what the centre answered, and whether that was typed in."""
    answer = getattr(result, "central", None)
    if answer is None:
        return ""
    typed = ", ghi theo văn bản" if answer.is_typed else ""
    return f"{answer.stars} sao ({answer.document_no}{typed})"


def way(result):
    """Return where to go on with one candidate."""
    entry = getattr(result, "sent", None)
    if entry is not None and entry.forwarding.state != ForwardingState.DRAFT:
        return reverse("office:forwarding", args=[entry.forwarding.code])
    return reverse("office:dossier", args=[result.item.dossier.code])


def counts_of(certificates):
    """Return (province, code, how many) of some certificates, the most first."""
    found = {}
    for code, name in certificates.values_list("province__code", "province__name"):
        found[code, name] = found.get((code, name), 0) + 1
    rows = [(name, code, count) for (code, name), count in found.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0]))
