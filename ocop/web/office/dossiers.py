"""The dossiers of my place: received, checked, sent back, proposed, assessed."""

from django import forms
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.dossiers import operations
from ocop.dossiers.access import dossiers_for, evidence_for
from ocop.dossiers.bundle import paper_set
from ocop.dossiers.checklist import parts_to_check
from ocop.dossiers.clocks import working_days_left
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.forms import TYPED, typed
from ocop.dossiers.jobs import is_long
from ocop.dossiers.models import Kind, Proposal, Return
from ocop.dossiers.queries import (
    AT_COMMUNE,
    filed_in,
    for_listing,
    missing_parts,
    overdue_at_commune,
    self_score,
    sheet_for,
    timeline,
)
from ocop.dossiers.tracing import traced
from ocop.files import store
from ocop.grading.queries import without_council
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.rulesets.queries import sheet_of
from ocop.web.bundles import set_page
from ocop.web.forms import DayField, FilterForm, Form, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.ui.scoresheet import lined

P = Permission


class DossierFilter(FilterForm):
    tu = forms.CharField(label="Mã, sản phẩm, chủ thể")
    tt = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Tất cả"), *[s for s in State.choices if s[0] != "DRAFT"]]
    )
    loai = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *Kind.choices])
    xa = forms.ModelChoiceField(
        label="Xã", queryset=Commune.objects.order_by("sort_key"), to_field_name="code",
        empty_label="Tất cả",
    )  # fmt: skip
    nam = WholeField(label="Nộp trong năm", min_value=2013, max_value=2100)
    qua = forms.BooleanField(label="Chỉ hồ sơ quá hạn ở xã")

    cho = forms.BooleanField(label="Chỉ hồ sơ chờ đưa ra hội đồng")

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["tu"]:
            words = fold(wanted["tu"])
            rows = rows.filter(Q(code__icontains=wanted["tu"]) | Q(product__folded__contains=words))
        if wanted["tt"]:
            rows = rows.filter(state=wanted["tt"])
        if wanted["loai"]:
            rows = rows.filter(kind=wanted["loai"])
        if wanted["xa"]:
            rows = rows.filter(product__commune=wanted["xa"])
        if wanted["nam"]:
            rows = filed_in(rows, wanted["nam"])
        return without_council(rows) if wanted["cho"] else rows


class ReturnForm(Form):
    reasons = forms.CharField(
        label="Cần bổ sung những gì",
        help_text="Viết từng việc một dòng, để chủ thể làm được ngay.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ProposalForm(Form):
    """Báo cáo của xã (Mẫu số 03)."""

    report_no = forms.CharField(label="Số báo cáo", max_length=60)
    letter_no = forms.CharField(label="Số công văn đề nghị", max_length=60)
    signed_on = DayField(label="Ngày ký")
    material = forms.CharField(
        label="1. Nguồn gốc sản phẩm, nguyên liệu địa phương", widget=forms.Textarea
    )
    labour = forms.CharField(label="2. Lao động địa phương", widget=forms.Textarea)
    idea_kind = forms.ChoiceField(
        label="3. Nguồn gốc ý tưởng", choices=Proposal.Idea.choices, widget=forms.RadioSelect
    )
    idea = forms.CharField(label="Nhận xét về ý tưởng", widget=forms.Textarea)
    identity = forms.CharField(label="4. Bản sắc, tri thức địa phương", widget=forms.Textarea)
    parts = forms.MultipleChoiceField(
        label="Thành phần đã kiểm tra, đủ và hợp lệ", widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part.key, part.label) for part in parts]
        for name in ("material", "labour", "idea", "identity"):
            self.fields[name].widget.attrs["rows"] = 4

    def keywords(self):
        ticked = dict.fromkeys(self.cleaned_data["parts"], True)
        return {**self.cleaned_data, "parts": ticked}


class AssessmentForm(Form):
    report_no = forms.CharField(label="Số báo cáo thẩm định", max_length=60)
    signed_on = DayField(label="Ngày báo cáo")
    surveyed_on = DayField(label="Ngày khảo sát thực tế", required=False)
    content = forms.CharField(label="Nội dung thẩm định", widget=forms.Textarea(attrs={"rows": 8}))
    recommendation = forms.CharField(
        label="Kiến nghị", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


@requires(P.VIEW_OFFICE)
def index(request):
    """List the dossiers of my place."""
    day = request.act.day
    rows = for_listing(dossiers_for(request.user, P.VIEW_OFFICE, day))
    if request.GET.get("qua"):
        rows = rows.filter(pk__in=overdue_at_commune(day).values("pk"))
    listing = Listing(
        request,
        rows,
        title="Hồ sơ đề nghị đánh giá, phân hạng",
        columns=[
            Column("ma", "Mã", "code", sort=("code",), link=address),
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name"),
            Column("loai", "Loại", "get_kind_display"),
            Column("bo", "Bộ", "rubric.number", kind="number"),
            Column("nop", "Nộp lúc", "submitted_at", kind="moment", sort=("submitted_at",)),
            Column("tt", "Trạng thái", "get_state_display", template="ui/cells/status.html"),
            Column(
                "han", "Ngày làm việc còn lại ở xã", lambda row: left(row, day), kind="number",
                template="office/dossiers/left.html",
            ),
        ],
        filters=DossierFilter,
        order="-nop",
        name="ho-so",
        empty="Chưa có hồ sơ nào được nộp.",
    )  # fmt: skip
    return listing.answer("office/dossiers/index.html")


def address(dossier):
    """Return the page of one dossier."""
    return reverse("office:dossier", args=[dossier.code])


def left(dossier, day):
    """Return the working days that the commune has left, while its clock runs."""
    if dossier.state not in AT_COMMUNE or dossier.filed_on is None:
        return None
    return working_days_left(dossier.filed_on, day)


@requires(P.VIEW_OFFICE)
def dossier(request, code):
    """Read one dossier: what was typed, claimed and attached, and what may be done now."""
    found = my_dossier(request, code, P.VIEW_OFFICE)
    files = evidence_by_part(found)
    context = {
        "dossier": found,
        "left": left(found, request.act.day),
        "moves": moves(request, found),
        "forms": typed_forms(found),
        "parts": lined(
            sheet_for(found), choices=found.choices, notes=found.claims, case=found.case,
            evidence=files, locked=True, traced=traced([found.product], request.act.day),
        ),
        "other_files": {k: v for k, v in files.items() if k not in sheet_of(found.rubric).by_code},
        "standing": self_score(found),
        "missing": missing_parts(found),
        "timeline": [
            {
                "at": line.at, "who": line.who, "act": line.what, "line": line.note,
                "behalf": line.behalf,
            }
            for line in timeline(found)
        ],
        "returns": found.returns.order_by("-pk"),
        "proposal": getattr(found, "proposal", None),
        "assessment": getattr(found, "assessment", None),
    }  # fmt: skip
    return render(request, "office/dossiers/dossier.html", context)


def moves(request, found):
    """Return the acts that the dossier's state and this person's powers allow."""
    may = {
        "receive": P.PROPOSE_DOSSIERS,
        "propose": P.PROPOSE_DOSSIERS,
        "send_back": P.ASSESS_DOSSIERS if found.state == State.PROPOSED else P.PROPOSE_DOSSIERS,
        "assess": P.ASSESS_DOSSIERS,
    }
    allowed = FLOW.moves_from(State(found.state))
    return {move for move, power in may.items() if move in allowed and holds(request, found, power)}


def holds(request, found, power):
    """Tell whether this person holds ``power`` where the dossier lies, and not only elsewhere."""
    if power not in request.permissions:
        return False
    return dossiers_for(request.user, power, request.act.day).filter(pk=found.pk).exists()


@requires(P.PROPOSE_DOSSIERS)
@require_POST
def receipt(request, code):
    """Take the dossier in at the commune."""
    operations.receive(my_dossier(request, code, P.PROPOSE_DOSSIERS), request.act)
    return redirect("office:dossier", code=code)


@requires(P.VIEW_OFFICE)
def sending_back(request, code):
    """Give the dossier back to its producer: the commune while it checks, then the province."""
    found = my_dossier(request, code, P.VIEW_OFFICE)
    by, power = sender(found, request.permissions)
    found = my_dossier(request, code, power)
    form = ReturnForm(request.POST or None)
    if carried_out(form, operations.send_back, found, request.act, by=by):
        return redirect("office:dossier", code=code)
    return render(request, "office/dossiers/return.html", {"dossier": found, "form": form})


def sender(found, held):
    """Return for whom this person sends back; where the moment is past, they are told so."""
    province = (Return.By.PROVINCE, P.ASSESS_DOSSIERS)
    commune = (Return.By.COMMUNE, P.PROPOSE_DOSSIERS)
    first, second = (province, commune) if found.state == State.PROPOSED else (commune, province)
    return first if first[1] in held else second


@requires(P.PROPOSE_DOSSIERS)
def proposal(request, code):
    """File the commune's report (Mẫu 03), which proposes the dossier to the province."""
    found = my_dossier(request, code, P.PROPOSE_DOSSIERS)
    needed = parts_to_check(found.kind, sampled=found.rubric.sample_required)
    form = ProposalForm(request.POST or None, parts=needed, initial={"signed_on": request.act.day})
    if carried_out(form, operations.propose, found, request.act):
        return redirect("office:dossier", code=code)
    context = {"dossier": found, "form": form, "left": left(found, request.act.day)}
    return render(request, "office/dossiers/proposal.html", context)


@requires(P.ASSESS_DOSSIERS)
def assessment(request, code):
    """Enter the advisory team's report."""
    found = my_dossier(request, code, P.ASSESS_DOSSIERS)
    form = AssessmentForm(request.POST or None, initial={"signed_on": request.act.day})
    if carried_out(form, operations.assess, found, request.act):
        return redirect("office:dossier", code=code)
    return render(request, "office/dossiers/assessment.html", {"dossier": found, "form": form})


@requires(P.VIEW_OFFICE)
def paper(request, code):
    """Print the numbered paper set."""
    found = my_dossier(request, code, P.VIEW_OFFICE)
    if is_long(found):
        return redirect("office:dossier-set", code=code)
    response = HttpResponse(paper_set(found, request.act.day), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return response


@requires(P.VIEW_OFFICE)
def whole(request, code):
    """Offer the whole set as PDF and as ZIP."""
    return set_page(request, my_dossier(request, code, P.VIEW_OFFICE))


@requires(P.VIEW_OFFICE)
def evidence(request, pk):
    """Serve one file of a dossier that this person may read."""
    found = get_object_or_404(evidence_for(request.user, request.act.day), pk=pk)
    inline = found.mime.startswith("image/") or found.mime == "application/pdf"
    return FileResponse(
        store.open_key(found.key),
        content_type=found.mime,
        filename=found.name,
        as_attachment=not inline,
    )


def typed_forms(found):
    """Return what was typed: each form's name with its sections' labels and values."""
    return [
        (
            form.label,
            [
                (
                    section.label,
                    [
                        (f.label, f.shown(typed(found.forms, form, section, f)))
                        for f in section.fields
                    ],
                )
                for section in form.sections_for(found.kind)
            ],
        )
        for form in TYPED.values()
    ]


def evidence_by_part(found):
    """Return links to the current files, by criterion or part."""
    files = {}
    for one in found.evidence.current().order_by("part", "pk"):
        link = {"label": one.name, "url": reverse("office:evidence", args=[one.pk])}
        files.setdefault(one.part, []).append(link)
    return files


def my_dossier(request, code, permission):
    """Return a dossier of the places where this person holds the power."""
    mine = dossiers_for(request.user, permission, request.act.day)
    related = ("product__producer", "product__commune__province", "rubric__ruleset", "round__cycle")
    return get_object_or_404(mine.select_related(*related), code=code)
