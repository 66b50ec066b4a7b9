"""Third parties' papers: VietGAP, food safety, tests, and until when each is good."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from ocop.registry import operations
from ocop.registry.models import Paper
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.shelf import my_product

WHOLE, ONE = "co-so", "san-pham"


class PaperForm(Form):
    kind = forms.ChoiceField(label="Loại giấy", choices=Paper.Kind.choices)
    covers = forms.ChoiceField(
        label="Giấy này cho",
        choices=[(ONE, "Riêng sản phẩm này"), (WHOLE, "Cả cơ sở của chủ thể")],
        initial=ONE,
        widget=forms.RadioSelect,
    )
    issuer = forms.CharField(label="Nơi cấp", max_length=200)
    number = forms.CharField(label="Số giấy", required=False, max_length=80)
    scope = forms.CharField(
        label="Phạm vi",
        help_text="Ví dụ: trồng và sơ chế chè.",
        required=False,
        max_length=250,
    )
    area_ha = forms.DecimalField(
        label="Diện tích (ha)",
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )
    issued_on = DayField(label="Ngày cấp")
    expires_on = DayField(label="Hết hạn", help_text="Bỏ trống nếu giấy không ghi.", required=False)

    def __init__(self, *args, product, **kwargs):
        super().__init__(*args, **kwargs)
        self.product = product

    def keywords(self):
        told = dict(self.cleaned_data)
        own = told.pop("covers") == ONE
        return {**told, "producer": self.product.producer, "product": self.product if own else None}


@signed_in
def papers(request, code):
    """Show the papers that speak for one product, and note a new one."""
    found = my_product(request, code)
    form = PaperForm(request.POST or None, product=found)
    if carried_out(form, operations.add_paper, request.act, is_sample=found.is_sample):
        messages.success(request, "Đã ghi giấy tờ.")
        return redirect("producer:papers", code=code)
    held = Paper.objects.filter(producer=found.producer)
    mine = held.filter(product=found) | held.filter(product=None)
    context = {"product": found, "form": form, "papers": mine.order_by("kind", "-expires_on", "pk")}
    return render(request, "producer/papers.html", context)
