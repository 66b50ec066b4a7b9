"""One councillor's card: the sheet beside the dossier, kept as it is filled, then signed."""

from django import forms
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from ocop.dossiers.models import Evidence
from ocop.dossiers.queries import sheet_for
from ocop.files import store
from ocop.grading import operations
from ocop.grading.access import cards_for, dossiers_before_me, items_to_score
from ocop.grading.flow import CardState
from ocop.grading.models import AgendaItem, Scorecard
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.standing import standing
from ocop.rulesets.table import marks_of
from ocop.web.council.sittings import mine
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.ui.scoresheet import chosen, lined, noted


class SheetForm(Form):
    """What does not belong to one criterion: the version that was filled, and the opinion."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opinion = forms.CharField(
        label="Ý kiến của người đánh giá",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SignForm(Form):
    agreed = forms.BooleanField(
        label="Tôi đã xem hồ sơ, sản phẩm và chịu trách nhiệm về phiếu này."
    )

    def keywords(self):
        return {}


class CorrectionForm(Form):
    reason = forms.CharField(
        label="Lý do thay phiếu", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


@signed_in
def card(request, code, position):
    """Fill my card; every change is kept, by itself or by the button."""
    item, mine_now = my_card(request, code, position)
    sheet = sheet_of(item.dossier.rubric)
    form = SheetForm(
        request.POST or None,
        initial={"version": mine_now.version, "opinion": mine_now.opinion},
    )
    if request.method == "POST":
        codes = [criterion.code for criterion in sheet.criteria]
        entered = {"choices": chosen(request.POST, codes), "remarks": noted(request.POST, codes)}
        if carried_out(form, operations.keep_card, mine_now, request.act, **entered):
            return kept(request, mine_now, code, position)
        if request.headers.get("X-Autosave"):
            return refused(form)
        mine_now.choices, mine_now.remarks = entered["choices"], entered["remarks"]
    return render(request, "council/card.html", sheet_context(item, mine_now, sheet, form))


@signed_in
def signature(request, code, position):
    """Sign my card for good, after one more look at its total and its gaps."""
    item, mine_now = my_card(request, code, position)
    sheet = sheet_of(item.dossier.rubric)
    form = SignForm(request.POST or None)
    if carried_out(form, operations.sign, mine_now, request.act):
        return redirect("council:signature", code=code, position=position)
    context = sheet_context(item, mine_now, sheet, form)
    following = items_to_score(request.user, request.act.day).filter(
        sitting=item.sitting, position__gt=position
    )
    signed = Scorecard.objects.filter(seat=mine_now.seat, state=CardState.SIGNED).values("item")
    context["following"] = following.exclude(pk__in=signed).order_by("position").first()
    return render(request, "council/sign.html", context)


@signed_in
def correction(request, code, position):
    """Begin a card that replaces my signed one, naming it and saying why."""
    item, mine_now = my_card(request, code, position)
    form = CorrectionForm(request.POST or None)
    if carried_out(form, operations.correct, mine_now, request.act):
        return redirect("council:card", code=code, position=position)
    context = {"item": item, "card": mine_now, "form": form, "sitting": item.sitting}
    return render(request, "council/correction.html", context)


@signed_in
def evidence(request, pk):
    """Serve one file of a dossier before my council, unless I declared a conflict on it."""
    open_to_me = dossiers_before_me(request.user, request.act.day)
    found = get_object_or_404(Evidence.objects.current(), pk=pk, dossier__in=open_to_me)
    inline = found.mime.startswith("image/") or found.mime == "application/pdf"
    return FileResponse(
        store.open_key(found.key),
        content_type=found.mime,
        filename=found.name,
        as_attachment=not inline,
    )


def my_card(request, code, position):
    """Return the agenda item and my newest card on it, handing one out where there is none."""
    sitting, seat = mine(request, code)
    reachable = items_to_score(request.user, request.act.day).filter(sitting=sitting)
    item = get_object_or_404(
        reachable.select_related(
            "sitting__council__by_law", "dossier__rubric__ruleset", "dossier__product__producer"
        ),
        position=position,
    )
    own = cards_for(request.user, None, request.act.day).filter(item=item, seat=seat)
    newest = own.order_by("-pk").first()
    return item, newest or operations.open_card(item, request.act, seat=seat)


def sheet_context(item: AgendaItem, card: Scorecard, sheet, form) -> dict:
    """Return what the card's page shows: the sheet with my choices, and where they stand."""
    dossier = item.dossier
    case = dossier.case or None
    return {
        "sitting": item.sitting,
        "item": item,
        "dossier": dossier,
        "card": card,
        "form": form,
        "locked": card.state == CardState.SIGNED,
        "parts": lined(
            sheet_for(dossier),
            choices=card.choices,
            notes=card.remarks,
            case=dossier.case,
            evidence=evidence_of(dossier),
            locked=card.state == CardState.SIGNED,
        ),
        "standing": standing(sheet, marks_of(sheet, card.choices, case=case), case=case),
        "self_standing": standing(sheet, marks_of(sheet, dossier.choices, case=case), case=case),
        "scored": len(card.choices),
        "of": len(sheet.criteria),
    }


def evidence_of(dossier) -> dict[str, list]:
    """Return links to the files of a dossier, by criterion."""
    files: dict[str, list] = {}
    for one in dossier.evidence.current().order_by("pk"):
        link = {"label": one.name, "url": reverse("council:evidence", args=[one.pk])}
        files.setdefault(one.part, []).append(link)
    return files


def kept(request, card, code, position):
    """Answer a save: the moment and the new version to a script, the page to a person."""
    if request.headers.get("X-Autosave"):
        at = localtime(request.act.at)
        return JsonResponse({"saved_at": f"{at:%H:%M}", "version": card.version})
    if "sign" in request.POST:
        return redirect("council:signature", code=code, position=position)
    return redirect("council:card", code=code, position=position)


def refused(form):
    """Answer a script's save that was refused, with the sentences."""
    sentences = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"refused": " ".join(sentences)}, status=409)
