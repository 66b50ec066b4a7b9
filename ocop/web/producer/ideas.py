"""My ideas: registering one in a few short pages, filing it, and what became of it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.audit.queries import history
from ocop.cycles import operations
from ocop.cycles.access import my_ideas, my_plans
from ocop.cycles.flow import IDEA_FLOW, IdeaState
from ocop.cycles.models import Idea
from ocop.cycles.queries import participating_on
from ocop.registry.access import my_producers, my_products
from ocop.rulesets.queries import rubrics_in_force
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer import slips
from ocop.web.producer.products import grouped


class IdeaForm(Form):
    producer = forms.ModelChoiceField(label="Chủ thể", queryset=None, empty_label=None)
    kind = forms.ChoiceField(
        label="Ý tưởng về", choices=Idea.Kind.choices, widget=forms.RadioSelect, initial="new"
    )
    name = forms.CharField(
        label="Tên sản phẩm định làm",
        help_text="Chỉ ghi khi là sản phẩm mới. Tên tạm cũng được.",
        max_length=200,
        required=False,
    )
    set_number = forms.TypedChoiceField(
        label="Bộ sản phẩm",
        help_text="Chưa chắc thì để trống, cán bộ xã chọn giúp.",
        coerce=int,
        empty_value=None,
        required=False,
    )
    product = forms.ModelChoiceField(
        label="Sản phẩm đã có",
        help_text="Chỉ chọn khi đã làm sản phẩm này và chưa tham gia chương trình.",
        queryset=None,
        required=False,
        empty_label="Không chọn",
    )

    def __init__(self, *args, producers, products, rubrics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers
        if len(producers) == 1:
            self.fields["producer"].widget = forms.HiddenInput()
            self.initial["producer"] = producers[0].pk
        self.fields["product"].queryset = products
        self.fields["set_number"].choices = grouped(rubrics)


@signed_in
def index(request):
    """List my ideas and my plans, those that wait for me first."""
    day = request.act.day
    ideas = my_ideas(request.user, day).select_related("commune").order_by("-pk")
    plans = my_plans(request.user, day).select_related("product__commune").order_by("-pk")
    taking_part = my_products(request.user, day).filter(pk__in=participating_on(day).values("pk"))
    planned = {plan.product_id for plan in plans}
    context = {
        "ideas": ideas,
        "plans": plans,
        "unplanned": [p for p in taking_part.order_by("sort_key") if p.pk not in planned],
        "producers": my_producers(request.user, day).exists(),
    }
    return render(request, "producer/ideas.html", context)


@signed_in
def new(request):
    """Begin a slip for a new product, or for one that is made already."""
    day = request.act.day
    mine = my_producers(request.user, day).select_related("commune").order_by("sort_key")
    products = my_products(request.user, day).filter(retired_on=None)
    form = IdeaForm(
        request.POST or None,
        producers=mine,
        products=products.exclude(pk__in=participating_on(day).values("pk")).order_by("sort_key"),
        rubrics=rubrics_in_force(day),
        initial={"kind": "existing" if request.GET.get("mau") == "2" else "new"},
    )
    if done := carried_out(form, operations.draft_idea, request.act):
        first = done.result.slip.pages[0].key
        return redirect("producer:idea-page", code=done.result.code, page=first)
    return render(request, "producer/idea_new.html", {"form": form, "producers": mine})


@signed_in
def idea(request, code):
    """Show one idea: where it stands, why it came back, what is to be written, what was done."""
    found = mine(request, code)
    state = IdeaState(found.state)
    context = {
        "idea": found,
        "words": WORDS[state],
        "returned": found.returns.order_by("-pk").first() if state == "RETURNED" else None,
        "steps": slips.steps_of(found, found.slip, "producer:idea-page"),
        "missing": found.slip.missing(found.said),
        "told": found.slip.told(found.said),
        "can_withdraw": "withdraw_idea" in IDEA_FLOW.moves_from(state),
        "history": history(found),
    }
    return render(request, "producer/idea.html", context)


@signed_in
def page(request, code, page):
    """Fill in one page of the slip, kept as it is typed."""
    found = mine(request, code)
    part = slips.page_of(found.slip, page)
    here = reverse("producer:idea", args=[code])
    if request.method != "POST" and not found.is_writable:
        return redirect(here)
    form = slips.form_of(request, found, part)
    if carried_out(form, operations.keep_idea, found, request.act):
        to = slips.after(found.slip, part, "producer:idea-page", found, here)
        return slips.kept(request, found, to)
    if slips.autosaves(request):
        return slips.refused(form)
    context = slips.shown(request, found, found.slip, part, form, here, found.name)
    return render(request, "producer/slip_page.html", context)


@signed_in
@require_POST
def filing(request, code):
    """Hand the slip in to the commune."""
    found = mine(request, code)
    operations.file_idea(found, request.act)
    messages.success(request, f"Đã nộp phiếu {found.code} cho {found.commune}.")
    return redirect("producer:idea", code=code)


@signed_in
@require_POST
def withdrawal(request, code):
    """Take the slip back for good."""
    found = mine(request, code)
    operations.withdraw_idea(found, request.act)
    messages.success(request, f"Đã rút phiếu {found.code}.")
    return redirect("producer:idea", code=code)


def mine(request, code) -> Idea:
    """Return one idea of mine; for anyone else there is no such page."""
    ideas = my_ideas(request.user, request.act.day).select_related(
        "commune__province", "product", "producer", "admission"
    )
    return get_object_or_404(ideas, code=code)


WORDS = {
    IdeaState.DRAFT: "Phiếu đang viết, chưa nộp. Mỗi lần gõ đều được lưu.",
    IdeaState.FILED: "Xã đang xem xét tính khả thi của ý tưởng.",
    IdeaState.RETURNED: "Phiếu cần bổ sung rồi nộp lại.",
    IdeaState.REVIEWED: "Xã đã xem xét xong, ý tưởng đang chờ tỉnh quyết định.",
    IdeaState.ACCEPTED: "Sản phẩm đã được chấp thuận tham gia chương trình.",
    IdeaState.DECLINED: "Ý tưởng chưa được chấp thuận lần này.",
    IdeaState.WITHDRAWN: "Phiếu đã rút.",
}
