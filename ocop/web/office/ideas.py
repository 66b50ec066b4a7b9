"""The ideas of my place: typed in for a producer, reviewed, sent back, accepted or declined."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.cycles import operations
from ocop.cycles.access import ideas_for
from ocop.cycles.flow import IDEA_FLOW, IdeaState
from ocop.cycles.models import Idea
from ocop.cycles.models.ideas import By
from ocop.cycles.queries import participating_on
from ocop.kernel.act import Act
from ocop.kernel.text import fold
from ocop.registry.access import producers_for
from ocop.registry.queries import live_products
from ocop.rulesets.queries import rubrics_in_force
from ocop.web.forms import DayField, Form, SeveralField, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.scope import PlaceFilter, province_of
from ocop.web.slips import SlipForm

P = Permission
RELATED = ("producer", "commune__province", "product", "admission", "cycle")


class IdeaFilter(PlaceFilter):
    tt = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *IdeaState.choices])
    loai = forms.ChoiceField(label="Mẫu", choices=[("", "Tất cả"), *Idea.Kind.choices])
    nam = WholeField(label="Năm", min_value=2013, max_value=2100)

    def narrow(self, rows):
        wanted, rows = self.cleaned_data, super().narrow(rows)
        if wanted["tt"]:
            rows = rows.filter(state=wanted["tt"])
        if wanted["loai"]:
            rows = rows.filter(kind=wanted["loai"])
        if wanted["nam"]:
            rows = rows.filter(cycle__year=wanted["nam"])
        return rows

    def narrow_words(self, rows, text):
        for word in (text or "").split():
            named = Q(name__icontains=word) | Q(code__icontains=word)
            rows = rows.filter(named | Q(producer__folded__contains=fold(word)))
        return rows


class AssistedForm(Form):
    """Which producer of mine has the idea; who is not on record yet is entered first."""

    producer = forms.ModelChoiceField(label="Chủ thể", queryset=None, empty_label="Chọn chủ thể")
    kind = forms.ChoiceField(
        label="Ý tưởng về", choices=Idea.Kind.choices, widget=forms.RadioSelect, initial="new"
    )
    name = forms.CharField(
        label="Tên sản phẩm định làm", help_text="Khi là sản phẩm mới.", max_length=200,
        required=False,
    )  # fmt: skip
    product = forms.ModelChoiceField(
        label="Sản phẩm đã có trong sổ",
        help_text="Khi là sản phẩm đã có; chỉ sản phẩm chưa tham gia.",
        queryset=None,
        required=False,
        empty_label="Không chọn",
    )

    def __init__(self, *args, producers, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers
        self.fields["product"].queryset = products


class FindingForm(Form):
    is_feasible = forms.TypedChoiceField(
        label="Ý tưởng có khả thi không",
        choices=[("1", "Khả thi"), ("0", "Chưa khả thi")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label="Ý kiến của xã",
        help_text="Nguyên liệu, lao động, tay nghề, thị trường; điều gì đáng giúp.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    set_number = forms.TypedChoiceField(label="Bộ sản phẩm", coerce=int, empty_value=None)

    def __init__(self, *args, rubrics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set_number"].choices = [
            ("", "Chọn bộ sản phẩm"),
            *((one.number, f"{one.number}. {one.title}") for one in rubrics),
        ]


class ReasonForm(Form):
    reasons = forms.CharField(
        label="Cần bổ sung những gì",
        help_text="Viết từng việc một dòng, để chủ thể làm được ngay.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DeclineForm(Form):
    reasons = forms.CharField(
        label="Lý do chưa chấp thuận",
        help_text="Nói rõ còn thiếu gì để lần sau đăng ký lại được.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AcceptanceForm(Form):
    number = forms.CharField(label="Số quyết định", max_length=60)
    signed_on = DayField(label="Ngày ký")
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    signer_post = forms.CharField(label="Chức vụ", max_length=120, required=False)
    ideas = SeveralField(
        label="Ý tưởng được chấp thuận", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ideas"].queryset = waiting
        self.fields["ideas"].label_from_instance = told


def told(idea) -> str:
    """Return one idea as a line to tick."""
    feasible = "xã cho là khả thi" if idea.is_feasible else "xã cho là chưa khả thi"
    return f"{idea.name} – {idea.producer}, {idea.commune} ({feasible})"


@requires(P.VIEW_OFFICE)
def index(request):
    """List the ideas of my place."""
    rows = ideas_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related("producer", "commune"),
        title="Ý tưởng sản phẩm",
        columns=[
            Column("ten", "Sản phẩm", "name", sort=("name",), link=address),
            Column("ma", "Mã phiếu", "code", sort=("code",)),
            Column("ct", "Chủ thể", "producer.name"),
            Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
            Column("huyen", "Huyện cũ", "commune.old_district", on_page=False),
            Column("loai", "Mẫu", "get_kind_display"),
            Column("nop", "Nộp lúc", "filed_at", kind="moment", sort=("filed_at",)),
            Column("tt", "Trạng thái", "get_state_display", template="ui/cells/status.html"),
        ],
        filters=IdeaFilter,
        order="-nop",
        name="y-tuong",
        empty="Chưa có ý tưởng nào được nộp.",
    )
    return listing.answer("office/ideas/index.html")


def address(idea) -> str:
    """Return the page of one idea."""
    return reverse("office:idea", args=[idea.code])


@requires(P.VIEW_OFFICE)
def idea(request, code):
    """Read one idea, and what may be done with it now."""
    found = mine(request, code, P.VIEW_OFFICE)
    context = {
        "idea": found,
        "told": found.slip.told(found.said),
        "missing": found.slip.missing(found.said),
        "returns": found.returns.order_by("-pk"),
        "moves": moves(request, found),
        "history": history(found),
    }
    return render(request, "office/ideas/idea.html", context)


def moves(request, found) -> set[str]:
    """Return the acts that the idea's state and this person's powers there allow."""
    returning = P.ACCEPT_IDEAS if found.state == IdeaState.REVIEWED else P.REVIEW_IDEAS
    may = {
        "review_idea": P.REVIEW_IDEAS,
        "return_idea": returning,
        "accept_idea": P.ACCEPT_IDEAS,
        "decline_idea": P.ACCEPT_IDEAS,
    }
    if found.is_assisted:
        may["file_idea"] = P.REVIEW_IDEAS
    allowed = IDEA_FLOW.moves_from(IdeaState(found.state))
    return {move for move, power in may.items() if move in allowed and holds(request, found, power)}


def holds(request, found, power) -> bool:
    """Tell whether this person holds ``power`` where the idea comes from."""
    if power not in request.permissions:
        return False
    return ideas_for(request.user, power, request.act.day).filter(pk=found.pk).exists()


@requires(P.REVIEW_IDEAS)
def new(request):
    """Begin a slip for a producer of mine, in its name."""
    day = request.act.day
    producers = producers_for(request.user, P.REVIEW_IDEAS, day).order_by("sort_key")
    products = live_products().filter(producer__in=producers.values("pk"), retired_on=None)
    free = products.exclude(pk__in=participating_on(day).values("pk"))
    form = AssistedForm(
        request.POST or None,
        producers=producers,
        products=free.order_by("sort_key"),
        initial={"producer": producers.filter(code=request.GET.get("chu-the", "")).first()},
    )
    chosen = form.cleaned_data.get("producer") if form.is_valid() else None
    act = on_behalf(request, chosen)
    if done := carried_out(form, operations.draft_idea, act, is_assisted=True):
        return redirect("office:idea-writing", code=done.result.code)
    return render(request, "office/ideas/new.html", {"form": form})


@requires(P.REVIEW_IDEAS)
def writing(request, code):
    """Type the whole slip in for its producer, on one page."""
    found = mine(request, code, P.REVIEW_IDEAS, is_assisted=True)
    form = SlipForm(
        request.POST or None,
        blanks=found.slip.blanks,
        said=found.said,
        initial={"version": found.version},
    )
    act = on_behalf(request, found.producer)
    if carried_out(form, operations.keep_idea, found, act):
        messages.success(request, "Đã lưu phiếu.")
        return redirect("office:idea", code=code)
    context = {"idea": found, "form": form, "stale": form.is_stale(found)}
    return render(request, "office/ideas/writing.html", context)


@requires(P.REVIEW_IDEAS)
@require_POST
def filing(request, code):
    """Hand the slip in for its producer."""
    found = mine(request, code, P.REVIEW_IDEAS, is_assisted=True)
    operations.file_idea(found, on_behalf(request, found.producer))
    messages.success(request, f"Đã nộp phiếu {found.code} thay cho {found.producer}.")
    return redirect("office:idea", code=code)


def on_behalf(request, producer):
    """Return the request's act as one done for ``producer``."""
    act, behalf = request.act, producer.code if producer else ""
    return Act(act.by, act.at, act.origin, act.request, behalf or act.behalf)


@requires(P.REVIEW_IDEAS)
def review(request, code):
    """Enter the commune's finding on feasibility."""
    found = mine(request, code, P.REVIEW_IDEAS)
    form = FindingForm(
        request.POST or None,
        rubrics=rubrics_in_force(request.act.day),
        initial={"set_number": found.set_number},
    )
    if carried_out(form, operations.review_idea, found, request.act):
        messages.success(request, f"Đã ghi ý kiến về “{found.name}” và chuyển lên tỉnh.")
        return redirect("office:idea", code=code)
    return shown(request, found, form, "Ý kiến về tính khả thi", "Ghi ý kiến và chuyển lên tỉnh")


@requires(P.VIEW_OFFICE)
def sending_back(request, code):
    """Give the idea back: the commune before its finding, then the province."""
    at_province = mine(request, code, P.VIEW_OFFICE).state == IdeaState.REVIEWED
    first, second = (P.ACCEPT_IDEAS, P.REVIEW_IDEAS)[:: 1 if at_province else -1]
    power = first if first in request.permissions else second
    by = By.PROVINCE if power == P.ACCEPT_IDEAS else By.COMMUNE
    found = mine(request, code, power)
    form = ReasonForm(request.POST or None)
    if carried_out(form, operations.return_idea, found, request.act, by=by):
        messages.success(request, f"Đã trả lại “{found.name}” để bổ sung; chủ thể được báo.")
        return redirect("office:idea", code=code)
    return shown(request, found, form, "Trả lại để bổ sung", "Trả lại cho chủ thể")


@requires(P.ACCEPT_IDEAS)
def declining(request, code):
    """Decline the idea, and say why."""
    found = mine(request, code, P.ACCEPT_IDEAS)
    form = DeclineForm(request.POST or None)
    if carried_out(form, operations.decline_idea, found, request.act):
        messages.success(request, f"Đã ghi chưa chấp thuận “{found.name}”; chủ thể được báo.")
        return redirect("office:idea", code=code)
    return shown(request, found, form, "Chưa chấp thuận", "Ghi chưa chấp thuận")


def shown(request, found, form, title: str, act: str):
    """Show one form about one idea."""
    context = {"idea": found, "form": form, "title": title, "act": act}
    return render(request, "office/ideas/act.html", context)


@requires(P.ACCEPT_IDEAS)
def acceptance(request):
    """Enter the decision that accepts one or many ideas at once."""
    province = province_of(request, P.ACCEPT_IDEAS)
    waiting = ideas_for(request.user, P.ACCEPT_IDEAS, request.act.day).filter(
        state=IdeaState.REVIEWED, commune__province=province
    )
    waiting = waiting.select_related("producer", "commune").order_by("commune__sort_key", "pk")
    asked = waiting.filter(code=request.GET.get("chon", ""))
    ticked = asked if asked else [one.pk for one in waiting if one.is_feasible]
    form = AcceptanceForm(
        request.POST or None,
        waiting=waiting,
        initial={"signed_on": request.act.day, "ideas": ticked},
    )
    if done := carried_out(form, operations.accept_ideas, request.act, province=province):
        number = done.result.ideas.count()
        messages.success(
            request,
            f"Đã ghi quyết định {done.result}: {number} sản phẩm được chấp thuận tham gia.",
        )
        return redirect("office:participations")
    context = {"form": form, "waiting": waiting, "province": province}
    return render(request, "office/ideas/acceptance.html", context)


def mine(request, code, permission, **narrowed) -> Idea:
    """Return an idea of the places where this person holds the power."""
    ideas = ideas_for(request.user, permission, request.act.day).filter(**narrowed)
    return get_object_or_404(ideas.select_related(*RELATED), code=code)
