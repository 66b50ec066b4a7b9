"""Whom I let act for my producer, what they did, and for whom I act myself."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.audit.queries import done_for
from ocop.registry import operations
from ocop.registry.access import delegations_of, my_producers
from ocop.registry.models import Delegation, Scope
from ocop.web import behalf
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.listing import Column, Listing
from ocop.web.ui.acts import act_in_words

SOMEBODY = "nguoi-khac"


class DelegationForm(Form):
    to = forms.ChoiceField(label="Uỷ quyền cho", widget=forms.RadioSelect)
    username = forms.SlugField(
        label="Tên đăng nhập của người thân",
        max_length=60,
        required=False,
        help_text="Người thân chưa có tài khoản thì nhờ cán bộ xã lập.",
    )
    scope = forms.ChoiceField(
        label="Được làm việc gì",
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.DOSSIERS,
    )
    may_file = forms.BooleanField(label="Được nộp và rút hồ sơ thay tôi", required=False)
    until = DayField(
        label="Đến hết ngày", required=False, help_text="Để trống: đến khi tôi thôi uỷ quyền."
    )

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.officers = {one.username: one for one in officers}
        named = [(one.username, f"Cán bộ xã: {one}") for one in officers]
        self.fields["to"].choices = [*named, (SOMEBODY, "Người thân, người làm")]
        self.fields["to"].initial = SOMEBODY

    def clean(self):
        told = super().clean()
        chosen = self.officers.get(told.get("to", ""))
        if chosen is None and told.get("to") == SOMEBODY:
            wanted = told.get("username") or ""
            chosen = User.objects.filter(username__iexact=wanted, is_active=True).first()
            if chosen is None and "username" not in self.errors:
                self.add_error("username", "Không có tài khoản nào mang tên đăng nhập này.")
        told["user"] = chosen
        return told

    def keywords(self):
        told = self.cleaned_data
        return {name: told[name] for name in ("user", "scope", "may_file", "until")}


class ActsFilter(FilterForm):
    ai = forms.CharField(label="Người làm", max_length=80)
    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["ai"]:
            rows = rows.filter(by__full_name__icontains=wanted["ai"])
        if wanted["tu"]:
            rows = rows.filter(at__date__gte=wanted["tu"])
        if wanted["den"]:
            rows = rows.filter(at__date__lte=wanted["den"])
        return rows


@signed_in
def index(request):
    """Show whom each of my producers lets act for it."""
    rows = own_producers(request)
    given = Delegation.objects.filter(producer__in=rows.values("pk")).live_on(request.act.day)
    given = list(given.select_related("user", "producer").order_by("pk"))
    stands = [
        (one, [each for each in given if each.producer_id == one.pk])
        for one in rows.order_by("sort_key", "pk")
    ]
    return render(request, "producer/delegations.html", {"stands": stands})


@signed_in
def new(request, code):
    """Let a relative or the officer of the commune act for my producer."""
    found = get_object_or_404(own_producers(request), code=code)
    officers = officers_of(
        day=request.act.day, commune=found.commune, permission=Permission.PROPOSE_DOSSIERS
    )
    form = DelegationForm(request.POST or None, officers=list(officers))
    if done := carried_out(form, operations.delegate, found, request.act):
        messages.success(request, f"Đã uỷ quyền cho {done.result.user}.")
        return redirect("producer:delegations")
    return render(request, "producer/delegation_new.html", {"producer": found, "form": form})


@signed_in
@require_POST
def ending(request, pk):
    """End a delegation at once: one that my producer gave, or that I was given."""
    mine = Q(producer__in=own_producers(request).values("pk")) | Q(user=request.user)
    found = get_object_or_404(Delegation.objects.select_related("producer").filter(mine), pk=pk)
    operations.end_delegation(found, request.act)
    messages.success(request, f"Đã thôi uỷ quyền cho {found.user}.")
    return redirect("producer:helping" if found.user == request.user else "producer:delegations")


@signed_in
def acts(request, code):
    """Show what others did for my producer; a helper sees it too."""
    found = get_object_or_404(my_producers(request.user, request.act.day), code=code)
    listing = Listing(
        request,
        done_for(found.code),
        title=f"Việc đã làm thay {found}",
        columns=[
            Column("luc", "Lúc", "at", kind="moment", sort=("pk",)),
            Column("ai", "Người làm", lambda entry: str(entry.by or "Hệ thống"), sort=("by",)),
            Column("viec", "Việc", lambda entry: act_in_words(entry.verb), sort=("verb",)),
            Column("tren", "Trên", "target_name"),
        ],
        filters=ActsFilter,
        order="-luc",
        name="viec-lam-thay",
        empty="Chưa ai làm thay chủ thể việc gì.",
    )
    return listing.answer("producer/behalf_acts.html", producer=found)


@signed_in
def helping(request):
    """Show for whom I may act, and begin to act for one of them."""
    mine = delegations_of(request.user, request.act.day).order_by("producer__sort_key", "pk")
    if request.method == "POST":
        chosen = request.POST.get("pk", "")
        if not chosen.isdecimal():
            raise Http404
        behalf.start(request, get_object_or_404(mine, pk=int(chosen[:18])))
        return redirect("producer:home")
    return render(request, "producer/helping.html", {"delegations": list(mine)})


@signed_in
@require_POST
def stopping(request):
    """Act in my own name again."""
    behalf.stop(request)
    return redirect("desk")


def own_producers(request):
    """Return the producers that I represent myself; a helper has none to delegate."""
    mine = my_producers(request.user, request.act.day).select_related("commune")
    return mine.none() if request.act.behalf else mine
