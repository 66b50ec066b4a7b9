"""Traits of communes, by which figures tell islands and remote places."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.figures import operations
from ocop.figures.models import Trait
from ocop.places.models import Commune
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

PLAN = Permission.PLAN_CYCLE


class TraitForm(Form):
    commune = forms.ModelChoiceField(label="Xã, phường, đặc khu", queryset=Commune.objects.none())
    kind = forms.ChoiceField(label="Đặc điểm", choices=Trait.Kind.choices)
    source = forms.CharField(
        label="Căn cứ", max_length=250, help_text="Số và ngày của văn bản xếp xã vào diện này."
    )
    since = DayField(label="Từ ngày")

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes


class EndForm(Form):
    until = DayField(label="Thôi từ ngày")


@requires(PLAN)
def index(request):
    """List the traits of my province's communes, and add one."""
    mine = communes(request)
    form = TraitForm(request.POST or None, communes=mine)
    if carried_out(form, operations.give_trait, request.act):
        messages.success(request, "Đã ghi đặc điểm địa bàn.")
        return redirect("office:traits")
    listing = Listing(
        request,
        Trait.objects.filter(commune__in=mine).select_related("commune"),
        title="Đặc điểm địa bàn",
        columns=[
            Column("xa", "Xã, phường, đặc khu", "commune.full_name", sort=("commune__sort_key",),
                   link=address),
            Column("dd", "Đặc điểm", "get_kind_display", sort=("kind",)),
            Column("cc", "Căn cứ", "source"),
            Column("tu", "Từ ngày", "since", kind="day", sort=("since",)),
            Column("den", "Thôi từ ngày", "until", kind="day", sort=("until",)),
        ],
        order="xa",
        name="dac-diem-dia-ban",
        empty="Chưa ghi xã nào. Số liệu hải đảo, vùng sâu vùng xa bằng 0 cho tới khi ghi.",
    )  # fmt: skip
    return listing.answer("office/figures/traits.html", form=form)


@requires(PLAN)
def trait(request, pk):
    """End one trait with a day."""
    found = get_object_or_404(Trait.objects.filter(commune__in=communes(request)), pk=pk)
    form = EndForm(request.POST or None)
    if carried_out(form, operations.end_trait, found, request.act):
        messages.success(request, "Đã ghi ngày thôi.")
        return redirect("office:traits")
    return render(request, "office/figures/trait.html", {"trait": found, "form": form})


def communes(request):
    """Return the communes of the provinces whose cycles this person plans."""
    held = posts(request.user, request.act.day).giving(PLAN)
    return Commune.objects.filter(province__in=held.values("province")).order_by("sort_key")


def address(row):
    """Return the page of one trait."""
    return reverse("office:trait", args=[row.pk])
