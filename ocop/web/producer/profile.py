"""What a producer says of itself."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from ocop.registry import operations
from ocop.registry.access import my_producers
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import signed_in


class ProfileForm(Form):
    about = forms.CharField(
        label="Giới thiệu",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    address = forms.CharField(label="Địa chỉ", max_length=250)
    phone = forms.CharField(
        label="Điện thoại",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label="Thư điện tử", required=False, max_length=254)
    website = forms.URLField(
        label="Trang web", required=False, max_length=200, assume_scheme="https"
    )
    tax_code = forms.RegexField(
        r"^\d{10}(-?\d{3})?$",
        label="Mã số thuế",
        required=False,
        error_messages={"invalid": "Mã số thuế có 10 hoặc 13 chữ số, ví dụ 5700123456."},
    )
    registration_no = forms.CharField(label="Số đăng ký kinh doanh", required=False, max_length=40)
    founded_on = DayField(label="Ngày thành lập", required=False)


@signed_in
def index(request):
    """List the producers that I represent; the only one opens at once."""
    mine = my_producers(request.user, request.act.day).select_related("commune")
    producers = list(mine.order_by("sort_key", "pk"))
    if len(producers) == 1:
        return redirect("producer:profile", code=producers[0].code)
    return render(request, "producer/profiles.html", {"producers": producers})


@signed_in
def profile(request, code):
    """Bring one producer's description up to date; name, kind and commune are the office's."""
    mine = my_producers(request.user, request.act.day).select_related("commune")
    found = get_object_or_404(mine, code=code)
    kept = {name: getattr(found, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=kept)
    if carried_out(form, operations.describe_producer, found, request.act):
        messages.success(request, "Đã lưu thông tin chủ thể.")
        return redirect("producer:profile", code=code)
    return render(request, "producer/profile.html", {"producer": found, "form": form})
