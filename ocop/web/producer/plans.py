"""My business plans: writing one page by page, filing it, and noting what was done."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.audit.queries import history
from ocop.cycles import operations
from ocop.cycles.access import my_plans
from ocop.cycles.flow import PlanState
from ocop.cycles.models import Plan
from ocop.cycles.slips import LONGEST, PLAN
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer import slips
from ocop.web.producer.shelf import my_product


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


@signed_in
@require_POST
def new(request, code):
    """Begin a plan for one product of mine."""
    done = operations.draft_plan(request.act, product=my_product(request, code))
    return redirect("producer:plan-page", code=done.code, page=PLAN.pages[0].key)


@signed_in
def plan(request, code):
    """Show one plan: where it stands, why it came back, what was done about it."""
    found = mine(request, code)
    state = PlanState(found.state)
    form = FollowUpForm(request.POST or None, initial={"day": request.act.day})
    if carried_out(form, operations.follow_plan, found, request.act):
        messages.success(request, "Đã ghi việc làm được.")
        return redirect("producer:plan", code=code)
    context = {
        "plan": found,
        "words": WORDS[state],
        "returned": found.returns.order_by("-pk").first() if state == "RETURNED" else None,
        "steps": slips.steps_of(found, PLAN, "producer:plan-page"),
        "missing": PLAN.missing(found.said),
        "told": PLAN.told(found.said),
        "follow_ups": found.follow_ups.select_related("by").order_by("-day", "-pk"),
        "form": form,
        "history": history(found),
    }
    return render(request, "producer/plan.html", context)


@signed_in
def page(request, code, page):
    """Fill in one page of the plan, kept as it is typed."""
    found = mine(request, code)
    part = slips.page_of(PLAN, page)
    here = reverse("producer:plan", args=[code])
    if request.method != "POST" and not found.is_writable:
        return redirect(here)
    form = slips.form_of(request, found, part)
    if carried_out(form, operations.keep_plan, found, request.act):
        return slips.kept(
            request, found, slips.after(PLAN, part, "producer:plan-page", found, here)
        )
    if slips.autosaves(request):
        return slips.refused(form)
    context = slips.shown(request, found, PLAN, part, form, here, found.product.name)
    return render(request, "producer/slip_page.html", context)


@signed_in
@require_POST
def filing(request, code):
    """Hand the plan in."""
    found = mine(request, code)
    operations.file_plan(found, request.act)
    messages.success(request, f"Đã nộp phương án {found.code}.")
    return redirect("producer:plan", code=code)


def mine(request, code) -> Plan:
    """Return one plan of mine; for anyone else there is no such page."""
    plans = my_plans(request.user, request.act.day)
    return get_object_or_404(
        plans.select_related("product__producer", "product__commune__province"), code=code
    )


WORDS = {
    PlanState.DRAFT: "Phương án đang viết, chưa nộp. Mỗi lần gõ đều được lưu.",
    PlanState.FILED: "Xã và tỉnh đang xem xét phương án.",
    PlanState.RETURNED: "Phương án cần bổ sung rồi nộp lại.",
    PlanState.APPROVED: "Phương án đã được duyệt. Hãy ghi lại việc làm được theo từng mốc.",
}
