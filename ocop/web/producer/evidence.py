"""Evidence: which parts need a file, the files of one part, and each file itself."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.dossiers import operations
from ocop.dossiers.access import evidence_for, my_dossiers
from ocop.dossiers.checklist import annexes
from ocop.dossiers.entries import LONGEST_CLAIM
from ocop.dossiers.queries import claimed, missing_parts, self_marks
from ocop.dossiers.supply import offers
from ocop.files import store
from ocop.rulesets.queries import sheet_of
from ocop.web.forms import carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import DraftForm, autosaves, closed, is_writable, kept, my_dossier
from ocop.web.producer.drafts import refused as refused_save
from ocop.web.producer.scores import files_of
from ocop.web.uploads import FilesField, each


class EvidenceForm(DraftForm):
    claim = forms.CharField(
        label="Mô tả minh chứng",
        help_text="Một hai câu: tệp nào chứng minh điều gì.",
        required=False,
        max_length=LONGEST_CLAIM,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = FilesField(
        label="Thêm tệp",
        help_text="Ảnh chụp, PDF, Word, Excel hoặc PowerPoint; ảnh đến 15 MB, tệp khác đến 20 MB.",
        required=False,
    )

    def __init__(self, *args, part: str, is_criterion: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        if not is_criterion:
            del self.fields["claim"]

    def keywords(self):
        claims = {self.part: self.cleaned_data["claim"]} if "claim" in self.fields else {}
        return {**super().keywords(), "claims": claims}


@dataclass(frozen=True, slots=True)
class Place:
    """A part that takes files, and those it holds."""

    part: str
    label: str
    files: list
    is_missing: bool
    line: str = ""


@signed_in
def index(request, code):
    """List the parts that take files: the criteria claimed, and what goes with the forms."""
    dossier = my_dossier(request, code)
    files, marks = files_of(dossier), self_marks(dossier)
    lacks = {part.key.removeprefix("evidence.") for part in missing_parts(dossier, set(files))}
    criteria = [
        Place(
            claim.code, f"{claim.code}. {claim.name}", files.get(claim.code, []),
            claim.code in lacks, f"Tự chấm {marks[claim.code]} điểm",
        )
        for claim in claimed(dossier)
    ]  # fmt: skip
    beside = [
        Place(key, label, files.get(key, []), key in lacks)
        for key, label in annexes(dossier.kind).items()
    ]
    shown = {place.part for place in [*criteria, *beside]}
    waiting = [
        Place(code, f"{code}. {criterion.name}", files[code], False, "Chưa tự chấm điểm")
        for code, criterion in sheet_of(dossier.rubric).by_code.items()
        if code in files and code not in shown
    ]
    groups = [("Theo tiêu chí đã tự chấm", criteria), ("Kèm biểu mẫu", beside)]
    groups += [("Có giấy mà chưa tự chấm", waiting)] if waiting else []
    writable = is_writable(dossier)
    offered = len(offers(dossier, request.act.day)) if writable else 0
    context = {"dossier": dossier, "groups": groups, "writable": writable, "offered": offered}
    return render(request, "producer/evidence.html", context)


@signed_in
def part(request, code, part):
    """Describe the evidence of one part and add files; each is taken or refused on its own."""
    dossier = my_dossier(request, code)
    if closed(request, dossier):
        return redirect("producer:evidence", code=code)
    criterion = sheet_of(dossier.rubric).by_code.get(part)
    label = f"{part}. {criterion.name}" if criterion else annexes(dossier.kind).get(part)
    if label is None:
        raise Http404
    form = evidence_form(dossier, part, criterion, request.POST or None, request.FILES or None)
    refusals = []
    if carried_out(form, operations.keep, dossier, request.act):
        refusals = take(request, dossier, part, form.cleaned_data["files"])
        if not refusals:
            return kept(request, dossier, onward(request, dossier, criterion))
        form = evidence_form(dossier, part, criterion)
    elif autosaves(request):
        return refused_save(form)
    context = {
        "dossier": dossier, "form": form, "part": part, "label": label, "criterion": criterion,
        "files": dossier.evidence.current().filter(part=part).order_by("pk"), "refusals": refusals,
        "stale": form.is_stale(dossier),
    }  # fmt: skip
    return render(request, "producer/evidence_part.html", context)


@signed_in
def file(request, pk):
    """Serve one file of a dossier of mine, old versions too."""
    found = get_object_or_404(mine(request), pk=pk)
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


@signed_in
def removal(request, pk):
    """Take one file out of its dossier, after one more look at it."""
    found = get_object_or_404(mine(request).current().select_related("dossier__product"), pk=pk)
    if request.method == "POST":
        operations.remove_evidence(found, request.act)
        messages.success(request, f"Đã gỡ tệp {found.name}.")
        return redirect("producer:evidence-part", code=found.dossier.code, part=found.part)
    context = {"file": found, "dossier": found.dossier, "writable": is_writable(found.dossier)}
    return render(request, "producer/file_removal.html", context)


def mine(request):
    """Return the files of my own dossiers; an officer reads others' at the office's door."""
    day = request.act.day
    own = my_dossiers(request.user, day).values("pk")
    return evidence_for(request.user, day).filter(dossier__in=own)


def evidence_form(dossier, part, criterion, data=None, files=None):
    """Return the form of one part, as sent or as it stands."""
    kept_now = {"version": dossier.version, "claim": dossier.claims.get(part, "")}
    return EvidenceForm(
        data, files, part=part, is_criterion=criterion is not None, initial=kept_now
    )


def take(request, dossier, part: str, files) -> list[str]:
    """Attach the files one by one, say how many were taken, and return the refusals."""

    def attach(data, name):
        operations.attach(dossier, request.act, part=part, data=data, filename=name)

    refusals = each(files, attach)
    if taken := len(files) - len(refusals):
        messages.success(request, f"Đã thêm {taken} tệp.")
    return refusals


def onward(request, dossier, criterion) -> str:
    """Return where the pressed button leads: back to the sheet, to the list, or nowhere else."""
    if "sheet" in request.POST and criterion:
        score = reverse("producer:score-part", args=[dossier.code, criterion.part])
        return f"{score}#tc-{criterion.code}"
    if "list" in request.POST:
        return reverse("producer:evidence", args=[dossier.code])
    return request.path
