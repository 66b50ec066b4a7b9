"""The business plans of my place: read, sent back, approved, followed."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.cycles import operations
from ocop.cycles.access import plans_for
from ocop.cycles.flow import PLAN_FLOW, PlanState
from ocop.cycles.models import Plan
from ocop.cycles.models.ideas import By
from ocop.cycles.slips import LONGEST, PLAN
from ocop.web.forms import DayField, Form, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.ideas import ReasonForm
from ocop.web.office.scope import PlaceFilter

P = Permission


class PlanFilter(PlaceFilter):
    commune = "product__commune"

    tt = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *PlanState.choices])
    nam = WholeField(label="Năm", min_value=2013, max_value=2100)

    def narrow(self, rows):
        wanted, rows = self.cleaned_data, super().narrow(rows)
        if wanted["tt"]:
            rows = rows.filter(state=wanted["tt"])
        if wanted["nam"]:
            rows = rows.filter(cycle__year=wanted["nam"])
        return rows


class ApprovalForm(Form):
    approval_no = forms.CharField(label="Số văn bản duyệt", max_length=60, required=False)
    opinion = forms.CharField(
        label="Ý kiến", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class FollowUpForm(Form):
    day = DayField(label="Ngày")
    done = forms.CharField(
        label="Đã làm được gì", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    needed = forms.CharField(
        label="Cần gì để làm tiếp",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@requires(P.VIEW_OFFICE)
def index(request):
    """List the plans of my place."""
    rows = plans_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related("product__producer", "product__commune"),
        title="Phương án sản xuất, kinh doanh",
        columns=[
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",), link=address),
            Column("ma", "Mã", "code", sort=("code",)),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name", sort=("product__commune__sort_key",)),
            Column("huyen", "Huyện cũ", "product.commune.old_district", on_page=False),
            Column("nop", "Nộp lúc", "filed_at", kind="moment", sort=("filed_at",)),
            Column("duyet", "Duyệt ngày", "approved_on", kind="day", sort=("approved_on",)),
            Column("tt", "Trạng thái", "get_state_display", template="ui/cells/status.html"),
        ],
        filters=PlanFilter,
        order="-nop",
        name="phuong-an",
        empty="Chưa có phương án nào được nộp.",
    )
    return listing.answer("office/plans/index.html")


def address(plan) -> str:
    """Return the page of one plan."""
    return reverse("office:plan", args=[plan.code])


@requires(P.VIEW_OFFICE)
def plan(request, code):
    """Read one plan, what became of it, and what may be done now."""
    found = mine(request, code, P.VIEW_OFFICE)
    context = {
        "plan": found,
        "told": PLAN.told(found.said),
        "returns": found.returns.order_by("-pk"),
        "follow_ups": found.follow_ups.select_related("by").order_by("-day", "-pk"),
        "power": judge_of(request, found),
        "moves": PLAN_FLOW.moves_from(PlanState(found.state)),
        "history": history(found),
    }
    return render(request, "office/plans/plan.html", context)


def judge_of(request, found) -> str:
    """Return for whom this person judges where the plan lies: province, commune, or nobody."""
    for by, power in ((By.PROVINCE, P.ACCEPT_IDEAS), (By.COMMUNE, P.REVIEW_IDEAS)):
        if power in request.permissions:
            reached = plans_for(request.user, power, request.act.day)
            if reached.filter(pk=found.pk).exists():
                return by.value
    return ""


@requires(P.VIEW_OFFICE)
def sending_back(request, code):
    """Give the plan back with what is to be added."""
    power = P.ACCEPT_IDEAS if P.ACCEPT_IDEAS in request.permissions else P.REVIEW_IDEAS
    found = mine(request, code, power)
    by = By.PROVINCE if power == P.ACCEPT_IDEAS else By.COMMUNE
    form = ReasonForm(request.POST or None)
    if carried_out(form, operations.return_plan, found, request.act, by=by):
        messages.success(request, f"Đã trả lại phương án {found.code}; chủ thể được báo.")
        return redirect("office:plan", code=code)
    return shown(request, found, form, "Trả lại để bổ sung", "Trả lại cho chủ thể")


@requires(P.ACCEPT_IDEAS)
def approval(request, code):
    """Approve the plan."""
    found = mine(request, code, P.ACCEPT_IDEAS)
    form = ApprovalForm(request.POST or None)
    if carried_out(form, operations.approve_plan, found, request.act):
        messages.success(request, f"Đã duyệt phương án {found.code}; chủ thể được báo.")
        return redirect("office:plan", code=code)
    return shown(request, found, form, "Duyệt phương án", "Duyệt phương án")


@requires(P.VIEW_OFFICE)
def following(request, code):
    """Note what was done about the plan, as seen on the spot."""
    power = P.ACCEPT_IDEAS if P.ACCEPT_IDEAS in request.permissions else P.REVIEW_IDEAS
    found = mine(request, code, power)
    form = FollowUpForm(request.POST or None, initial={"day": request.act.day})
    if carried_out(form, operations.follow_plan, found, request.act):
        messages.success(request, "Đã ghi tiến độ.")
        return redirect("office:plan", code=code)
    return shown(request, found, form, "Ghi tiến độ", "Ghi tiến độ")


def shown(request, found, form, title: str, act: str):
    """Show one form about one plan."""
    context = {"plan": found, "form": form, "title": title, "act": act}
    return render(request, "office/plans/act.html", context)


def mine(request, code, permission) -> Plan:
    """Return a plan of the places where this person holds the power."""
    plans = plans_for(request.user, permission, request.act.day)
    related = ("product__producer", "product__commune__province", "cycle")
    return get_object_or_404(plans.select_related(*related), code=code)
