"""Kho giấy tờ: my papers with their photos, until when each is good, and what is still missing."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render

from ocop.dossiers.lacks import Lack, lacks_of
from ocop.files import store
from ocop.files.kinds import IMAGES
from ocop.registry import operations
from ocop.registry.access import my_papers, my_producers, my_products, paper_files_for
from ocop.registry.models import Paper, PaperFile, Producer
from ocop.registry.validity import Validity
from ocop.registry.vault import KINDS, criteria_served
from ocop.rulesets.queries import rubrics_in_force, sheet_of
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.shelf import my_product
from ocop.web.uploads import FilesField, read

ORDER = [Validity.ENDED, Validity.ENDING, Validity.UNKNOWN, Validity.VALID]


class PaperForm(Form):
    kind = forms.ChoiceField(label="Loại giấy", choices=Paper.Kind.choices)
    product = forms.ModelChoiceField(
        label="Giấy này cho", queryset=None, required=False, empty_label="Cả cơ sở của chủ thể"
    )
    number = forms.CharField(label="Số giấy", required=False, max_length=80)
    issuer = forms.CharField(label="Nơi cấp", required=False, max_length=200)
    issued_on = DayField(label="Ngày cấp", required=False)
    expires_on = DayField(label="Hết hạn", required=False)
    open_ended = forms.BooleanField(label="Giấy không ghi thời hạn", required=False)
    scope = forms.CharField(
        label="Phạm vi", help_text="Ví dụ: trồng và sơ chế chè.", required=False, max_length=250
    )
    area_ha = forms.DecimalField(
        label="Diện tích (ha)",
        help_text="Với giấy chứng nhận vùng trồng, vùng nuôi.",
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )

    def __init__(self, *args, products, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products


class NewPaperForm(PaperForm):
    field_order = ("kind", "photos", "files", "product")
    photos = FilesField(label="Chụp ảnh giấy", kinds=IMAGES, required=False)
    files = FilesField(
        label="Hoặc chọn tệp có sẵn",
        help_text="Ảnh đến 15 MB, PDF hoặc tệp văn phòng đến 20 MB.",
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs |= {"accept": "image/*", "capture": "environment"}

    def keywords(self):
        told = dict(self.cleaned_data)
        photos = told.pop("photos")
        return {**told, "files": [*photos, *told["files"]]}


class FileForm(Form):
    files = FilesField(label="Thêm trang, hoặc bản mới của một tệp")
    replaces = forms.ModelChoiceField(
        label="Thay cho", queryset=None, required=False, empty_label="Không thay, thêm trang"
    )

    def __init__(self, *args, current, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = current


@dataclass(frozen=True, slots=True)
class Held:
    """One paper with its light."""

    paper: Paper
    validity: Validity
    files: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One producer's vault."""

    producer: Producer
    held: list[Held]
    lacks: list[Lack]


@signed_in
def vault(request):
    """Show my papers, what ends first on top, and what my products still need."""
    day = request.act.day
    producers = my_producers(request.user, day).order_by("sort_key", "pk")
    products = my_products(request.user, day).filter(retired_on=None).order_by("sort_key", "pk")
    lacks = lacks_of(products, day)
    held = held_papers(my_papers(request.user, day), day)
    shelves = [
        Shelf(
            producer,
            [one for one in held if one.paper.producer_id == producer.pk],
            [lack for lack in lacks if lack.product.producer_id == producer.pk],
        )
        for producer in producers
    ]
    return render(request, "producer/vault.html", {"shelves": shelves})


@signed_in
def papers(request, code):
    """Show which papers one product has, and which its next floors still ask for."""
    found, day = my_product(request, code), request.act.day
    rubric = rubrics_in_force(day).filter(number=found.set_number).first()
    mine = my_papers(request.user, day).speaking_for(found)
    context = {
        "product": found,
        "held": held_papers(mine, day),
        "lacks": lacks_of([found], day),
        "rubric": rubric,
    }
    return render(request, "producer/papers.html", context)


@signed_in
def new(request):
    """Photograph a paper and note what it says."""
    producer = asked_producer(request)
    products = producer.products.filter(merged_into=None, retired_on=None).order_by("sort_key")
    kind = request.GET.get("loai", "")
    asked = next((p for p in products if p.code == request.GET.get("sp")), None)
    whole = kind in KINDS and KINDS[kind].whole
    form = NewPaperForm(
        request.POST or None,
        request.FILES or None,
        products=products,
        initial={"kind": kind, "product": None if whole else asked},
    )
    extra = {"producer": producer, "is_sample": producer.is_sample}
    if done := carried_out(form, note, request.act, **extra):
        messages.success(request, f"Đã cất vào kho: {done.result}.")
        return redirect("producer:paper", pk=done.result.pk)
    asks = KINDS[kind].asks if kind in KINDS else ""
    context = {"form": form, "producer": producer, "asks": asks}
    return render(request, "producer/paper_new.html", context)


@signed_in
def paper(request, pk):
    """Show one paper: its files and their versions, what it proves; add a page or a version."""
    found, day = my_paper(request, pk), request.act.day
    current = PaperFile.objects.current().filter(paper=found).order_by("pk")
    form = FileForm(request.POST or None, request.FILES or None, current=current)
    if carried_out(form, add_files, found, request.act):
        messages.success(request, "Đã thêm vào giấy này.")
        return redirect("producer:paper", pk=pk)
    context = {
        "paper": found,
        "validity": found.validity_on(day),
        "form": form,
        "files": current,
        "older": PaperFile.objects.filter(paper=found).exclude(pk__in=current).order_by("-pk"),
        "served": served(request, found),
    }
    return render(request, "producer/paper.html", context)


@signed_in
def editing(request, pk):
    """Put right what was noted of a paper."""
    found = my_paper(request, pk)
    products = found.producer.products.filter(merged_into=None).order_by("sort_key")
    kept = {name: getattr(found, name) for name in PaperForm.base_fields}
    form = PaperForm(request.POST or None, products=products, initial=kept)
    if carried_out(form, operations.amend_paper, found, request.act):
        messages.success(request, "Đã sửa thông tin giấy tờ.")
        return redirect("producer:paper", pk=pk)
    return render(request, "producer/paper_edit.html", {"paper": found, "form": form})


@signed_in
def removal(request, pk):
    """Set a paper aside, after one more look at it."""
    found = my_paper(request, pk)
    if request.method == "POST":
        operations.remove_paper(found, request.act)
        messages.success(request, f"Đã cất khỏi kho: {found}.")
        return redirect("producer:vault")
    return render(request, "producer/paper_removal.html", {"paper": found})


@signed_in
def file(request, pk):
    """Serve one file of a paper of mine, old versions too."""
    mine = my_papers(request.user, request.act.day).values("pk")
    files = paper_files_for(request.user, request.act.day).filter(paper__in=mine)
    return served_file(get_object_or_404(files, pk=pk))


def served_file(found: PaperFile) -> FileResponse:
    """Return the bytes of a file, shown in the browser where that is safe."""
    if not store.exists(found.key):
        raise Http404
    inline = found.mime.startswith("image/") or found.mime == "application/pdf"
    response = FileResponse(
        store.open_key(found.key),
        content_type=found.mime,
        filename=found.name,
        as_attachment=not inline,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@transaction.atomic
def note(act, *, files, **told) -> Paper:
    """Note a paper with its files; refused, neither is kept."""
    found = operations.add_paper(act, **told)
    add_files(found, act, files=files)
    return found


@transaction.atomic
def add_files(found: Paper, act, *, files, replaces=None) -> None:
    """Add files to a paper; the first takes the place of ``replaces``."""
    for upload in files:
        operations.add_paper_file(
            found, act, data=read(upload), filename=upload.name, replaces=replaces
        )
        replaces = None


def held_papers(rows, day) -> list[Held]:
    """Return papers with their lights, those that ended on top; two queries."""
    listed = list(rows.select_related("product", "producer"))
    counts: dict[int, int] = {}
    for pk in PaperFile.objects.current().filter(paper__in=listed).values_list("paper", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    held = [Held(one, one.validity_on(day), counts.get(one.pk, 0)) for one in listed]
    kinds = list(KINDS)
    return sorted(
        held,
        key=lambda one: (ORDER.index(one.validity), kinds.index(one.paper.kind), one.paper.pk),
    )


def served(request, found: Paper) -> list[tuple]:
    """Return, for each product that the paper speaks for, the criteria that it proves."""
    rubrics = {rubric.number: rubric for rubric in rubrics_in_force(request.act.day)}
    products = found.producer.products.filter(merged_into=None, retired_on=None)
    if found.product_id:
        products = products.filter(pk=found.product_id)
    return [
        (product, criteria_served(found.kind, sheet_of(rubrics[product.set_number])))
        for product in products.order_by("sort_key", "pk")
        if product.set_number in rubrics
    ]


def asked_producer(request) -> Producer:
    """Return the producer that the address names, else my first; without one, no such page."""
    mine = my_producers(request.user, request.act.day).order_by("sort_key", "pk")
    if code := request.GET.get("ct"):
        return get_object_or_404(mine, code=code)
    if code := request.GET.get("sp"):
        return my_product(request, code).producer
    first = mine.first()
    if first is None:
        raise Http404
    return first


def my_paper(request, pk) -> Paper:
    """Return one paper of mine; for anyone else there is no such page."""
    mine = my_papers(request.user, request.act.day).select_related("producer", "product")
    return get_object_or_404(mine, pk=pk)
