"""The self-score on the real sheet: part by part, with what is missing for each star."""

from dataclasses import dataclass, replace

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.dossiers import operations
from ocop.dossiers.queries import self_score, sheet_for
from ocop.dossiers.tracing import traced
from ocop.rulesets.queries import sheet_of
from ocop.web.forms import carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import (
    DraftForm,
    autosaves,
    closed,
    kept,
    my_dossier,
    refused,
    score_words,
)
from ocop.web.ui.scoresheet import NOTE, Line, lined, sent


class CaseForm(DraftForm):
    case = forms.ChoiceField(label="Trường hợp của điểm du lịch", widget=forms.RadioSelect)

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = cases

    def keywords(self):
        return {**super().keywords(), "case": self.cleaned_data["case"]}


@dataclass(frozen=True, slots=True)
class Claimed:
    """One criterion to score, with what is said and shown for it."""

    line: Line
    claim: str
    files: list


@signed_in
def overview(request, code):
    """Show total, band and what is missing for each star; choose the case where there are two."""
    dossier = my_dossier(request, code)
    if closed(request, dossier):
        return redirect("producer:dossier", code=code)
    sheet = sheet_of(dossier.rubric)
    form = CaseForm(
        request.POST or None,
        cases=cases_of(sheet),
        initial={"version": dossier.version, "case": dossier.case},
    )
    if sheet.cases and carried_out(form, operations.keep, dossier, request.act):
        return redirect("producer:score", code=code)
    standing = self_score(dossier)
    parts = [(part, standing.parts[part.letter] if standing else None) for part in sheet.parts]
    context = {
        "dossier": dossier, "sheet": sheet, "form": form, "standing": standing, "parts": parts,
        "words": score_words(dossier), "needs_case": bool(sheet.cases) and not dossier.case,
    }  # fmt: skip
    return render(request, "producer/score.html", context)


@signed_in
def part(request, code, letter):
    """Score one part of the sheet; every change is kept, by itself or by the button."""
    dossier = my_dossier(request, code)
    sheet = sheet_of(dossier.rubric)
    shown = next((one for one in sheet.parts if one.letter == letter), None)
    if shown is None:
        raise Http404
    if closed(request, dossier) or (sheet.cases and not dossier.case):
        return redirect("producer:score", code=code)
    form = DraftForm(request.POST or None, initial={"version": dossier.version})
    entered = read(request.POST, [criterion.code for criterion in shown.criteria])
    if carried_out(form, operations.keep, dossier, request.act, **entered):
        return kept(request, dossier, following(request, dossier, sheet, letter))
    if autosaves(request):
        return refused(form)
    laid_over(dossier, entered)
    context = {
        "dossier": dossier, "sheet": sheet, "form": form, "part": shown,
        "sections": sections(dossier, letter, request.act.day), "words": score_words(dossier),
        "stale": form.is_stale(dossier), "is_last": shown is sheet.parts[-1],
    }  # fmt: skip
    return render(request, "producer/score_part.html", context)


def read(data, codes: list[str]) -> dict:
    """Return what came back from a part: options, and descriptions of the evidence."""
    claims = {code: data[NOTE + code] for code in codes if NOTE + code in data}
    return {"choices": sent(data, codes), "claims": claims}


def laid_over(dossier, entered: dict) -> None:
    """Show what was typed, not what is kept, on a page that comes back with a refusal."""
    chosen = {**dossier.choices, **entered["choices"]}
    dossier.choices = {code: position for code, position in chosen.items() if position}
    dossier.claims = {**dossier.claims, **entered["claims"]}


def following(request, dossier, sheet, letter: str) -> str:
    """Return the address that the pressed button leads to."""
    if (asked := request.POST.get("evidence", "")) in sheet.by_code:
        return reverse("producer:evidence-part", args=[dossier.code, asked])
    letters = [part.letter for part in sheet.parts]
    rest = letters[letters.index(letter) + 1 :]
    if rest and "next" in request.POST:
        return reverse("producer:score-part", args=[dossier.code, rest[0]])
    return reverse("producer:score", args=[dossier.code])


def sections(dossier, letter: str, day) -> list:
    """Return the headings of a part with their criteria, ready to be drawn."""
    files = files_of(dossier)
    drawn = lined(
        sheet_for(dossier),
        choices=dossier.choices,
        notes=dossier.claims,
        case=dossier.case,
        traced=traced([dossier.product], day),
    )
    part = next(one for one in drawn if one.letter == letter)
    return [
        (section, [claimed(line, files) for line in section.lines]) for section in part.sections
    ]


def claimed(line: Line, files: dict) -> Claimed:
    """Return one criterion with its files; its description is drawn apart from the options."""
    return Claimed(replace(line, note_name="", note=""), line.note, files.get(line.code, []))


def files_of(dossier) -> dict[str, list]:
    """Return the files of a dossier, by part."""
    files: dict[str, list] = {}
    for one in dossier.evidence.current().order_by("pk"):
        files.setdefault(one.part, []).append(one)
    return files


def cases_of(sheet) -> list[tuple[str, str]]:
    """Return the cases with the words that the sheet prints for them."""
    words: dict[str, list[str]] = {case: [] for case in sheet.cases}
    for criterion in sheet.criteria:
        for case, label in criterion.cases.items():
            if str(label) not in words[case]:
                words[case].append(str(label))
    return [(case, f"{case}: {' / '.join(said)}" if said else case) for case, said in words.items()]
