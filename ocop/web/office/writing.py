"""Writing to the producers of my place: narrowed, composed once, with a text ready for Zalo."""

from django import forms
from django.shortcuts import render

from ocop.accounts.permissions import Permission
from ocop.certificates.models import Certificate
from ocop.certificates.term import Standing
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry import operations
from ocop.registry.access import producers_for
from ocop.registry.models import Producer
from ocop.web.forms import FilterForm, Form, SeveralField, carried_out
from ocop.web.gates import requires

EDIT = Permission.EDIT_REGISTRY
MOST = 500


class RecipientFilter(FilterForm):
    tu = forms.CharField(label="Tên chủ thể", max_length=100)
    loai = forms.ChoiceField(label="Loại hình", choices=[("", "Tất cả"), *Producer.Kind.choices])
    xa = forms.ModelChoiceField(
        label="Xã", queryset=Commune.objects.order_by("sort_key"), to_field_name="code",
        empty_label="Tất cả",
    )  # fmt: skip
    het = forms.BooleanField(label="Chỉ chủ thể có giấy sắp hết hạn")

    def narrow(self, rows):
        wanted = self.cleaned_data
        for word in fold(wanted["tu"] or "").split():
            rows = rows.filter(folded__contains=word)
        if wanted["loai"]:
            rows = rows.filter(kind=wanted["loai"])
        if wanted["xa"]:
            rows = rows.filter(commune=wanted["xa"])
        return rows


class MessageForm(Form):
    producers = SeveralField(
        label="Gửi cho", queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một chủ thể."},
    )  # fmt: skip
    subject = forms.CharField(label="Tiêu đề", max_length=120)
    text = forms.CharField(
        label="Nội dung", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, producers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producers"].queryset = producers
        self.fields["producers"].label_from_instance = named


@requires(EDIT)
def writing(request):
    """Choose producers of my place, write once, and see whom the message did not reach."""
    filters = RecipientFilter(request.GET)
    rows = producers_for(request.user, EDIT, request.act.day).select_related("commune")
    if filters.is_valid():
        rows = filters.narrow(rows)
        if filters.cleaned_data["het"]:
            lapsing = Certificate.objects.standing(Standing.LAPSING, request.act.day)
            rows = rows.filter(pk__in=lapsing.values("product__producer"))
    rows = rows.order_by("sort_key", "pk")[:MOST]
    shown = producers_for(request.user, EDIT, request.act.day).filter(
        pk__in=[one.pk for one in rows]
    )
    form = MessageForm(
        request.POST or None,
        producers=shown.select_related("commune").order_by("sort_key", "pk"),
    )
    if done := carried_out(form, operations.write_to_producers, request.act):
        told = form.cleaned_data
        context = {"sent": done.result, "ready": f"{told['subject']}\n{told['text']}"}
        return render(request, "office/messages/sent.html", context)
    context = {"form": form, "filters": filters, "count": len(rows)}
    return render(request, "office/messages/new.html", context)


def named(producer) -> str:
    """Return a producer as a line to choose."""
    return f"{producer} · {producer.commune}"
