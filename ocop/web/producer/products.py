"""My products: their pages, words and stories."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from ocop.dossiers.access import my_dossiers
from ocop.registry import operations
from ocop.registry.access import my_producers
from ocop.registry.models import Story
from ocop.registry.queries import papers_on
from ocop.rulesets.queries import rubrics_in_force
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.home import CLOSED, told, with_all
from ocop.web.producer.shelf import my_product, shelf
from ocop.web.ui.coaching import coachings


class DescriptionForm(Form):
    name = forms.CharField(label="Tên sản phẩm", max_length=200)
    description = forms.CharField(
        label="Mô tả",
        help_text="Vài câu cho người mua: làm từ gì, khác gì, dùng thế nào.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    specification = forms.CharField(
        label="Quy cách", help_text="Ví dụ: hộp 50 g, túi 500 g.", required=False, max_length=250
    )
    standard = forms.CharField(
        label="Tiêu chuẩn áp dụng",
        help_text="Ví dụ: TCCS 01:2026/HTX.",
        required=False,
        max_length=250,
    )
    gtin = forms.CharField(
        label="Mã vạch (GTIN)",
        help_text="Dãy số in dưới mã vạch, nếu đã có.",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ProductForm(DescriptionForm):
    field_order = ("producer", "name", "set_number")
    producer = forms.ModelChoiceField(label="Chủ thể", queryset=None, empty_label=None)
    set_number = forms.TypedChoiceField(
        label="Bộ sản phẩm",
        help_text="Bộ quyết định tiêu chí chấm điểm. Chưa chắc thì hỏi cán bộ xã.",
        coerce=int,
    )

    def __init__(self, *args, producers, rubrics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers
        if len(producers) == 1:
            self.fields["producer"].widget = forms.HiddenInput()
            self.initial["producer"] = producers[0].pk
        self.fields["set_number"].choices = grouped(rubrics)

    def keywords(self):
        return {**self.cleaned_data, "is_sample": self.cleaned_data["producer"].is_sample}


class StoryForm(Form):
    text = forms.CharField(
        label="Câu chuyện",
        help_text="Nghề có từ bao giờ, ai giữ nghề, vùng nguyên liệu ở đâu, điều gì đáng nhớ.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    source = forms.CharField(
        label="Nguồn", help_text="Theo lời ai, sách báo nào.", required=False, max_length=400
    )


@signed_in
def product(request, code):
    """Show one product: its star today, and each thing I can do with it."""
    found, day = my_product(request, code), request.act.day
    dossiers = list(with_all(my_dossiers(request.user, day).filter(product=found)))
    context = {
        "product": found,
        "shown": shelf([found], day)[0],
        "photos": found.photos.filter(removed_at=None).order_by("position", "pk"),
        "story": Story.objects.filter(product=found).first(),
        "papers": papers_on(found, day).count(),
        "rubric": rubrics_in_force(day).filter(number=found.set_number).first(),
        "way": next_way(found, day),
        "dossiers": told(dossiers, day),
        "is_open": any(dossier.state not in CLOSED for dossier in dossiers),
    }
    return render(request, "producer/product.html", context)


def next_way(found, day):
    """Return the way to the product's next star; nothing above five, and without a sheet."""
    coaching = coachings([found], day, only_next=True).get(found.pk)
    return coaching.next if coaching else None


@signed_in
def new(request):
    """Enter a new product of mine."""
    day = request.act.day
    producers = my_producers(request.user, day).select_related("commune").order_by("sort_key")
    asked = next((p.pk for p in producers if p.code == request.GET.get("chu-the")), None)
    form = ProductForm(
        request.POST or None,
        producers=producers,
        rubrics=rubrics_in_force(day),
        initial={"producer": asked},
    )
    if done := carried_out(form, operations.register_product, request.act):
        messages.success(request, f"Đã ghi sản phẩm {done.result}. Hãy thêm ảnh để dễ nhận ra.")
        return redirect("producer:product", code=done.result.code)
    return render(request, "producer/product_new.html", {"form": form, "producers": producers})


@signed_in
def description(request, code):
    """Bring the words of one product up to date."""
    found = my_product(request, code)
    kept = {name: getattr(found, name) or "" for name in DescriptionForm.base_fields}
    form = DescriptionForm(request.POST or None, initial=kept)
    if carried_out(form, operations.describe_product, found, request.act):
        messages.success(request, "Đã lưu mô tả sản phẩm.")
        return redirect("producer:product", code=code)
    return render(request, "producer/description.html", {"product": found, "form": form})


@signed_in
def story(request, code):
    """Tell the story of one product, or tell it anew."""
    found = my_product(request, code)
    kept = Story.objects.filter(product=found).values("text", "source").first()
    form = StoryForm(request.POST or None, initial=kept)
    if carried_out(form, operations.tell_story, found, request.act):
        messages.success(request, "Đã lưu câu chuyện sản phẩm.")
        return redirect("producer:product", code=code)
    return render(request, "producer/story.html", {"product": found, "form": form})


def grouped(rubrics) -> list:
    """Return the sets as choices under the names of their industries."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for rubric in rubrics:
        label = f"{rubric.number}. {rubric.title}"
        groups.setdefault(rubric.industry_name, []).append((rubric.number, label))
    return [("", "Hãy chọn một bộ"), *groups.items()]
