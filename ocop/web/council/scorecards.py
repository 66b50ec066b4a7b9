"""One councillor's card: opened by an act, kept sealed as it is filled, then signed for good."""

from dataclasses import replace

from django import forms
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from ocop.dossiers.models import Evidence
from ocop.dossiers.queries import sheet_for
from ocop.dossiers.tracing import traced
from ocop.files import store
from ocop.grading import operations
from ocop.grading.access import cards_for, dossiers_before_me, items_to_score, my_writing
from ocop.grading.flow import COMMITTED, CardState
from ocop.grading.models import AgendaItem, Scorecard, Stance
from ocop.grading.sealing import Writing
from ocop.kernel.errors import Refused
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


class OpinionForm(SheetForm):
    """The same in a written round, with what it is about: whether the product keeps its rank."""

    stance = forms.ChoiceField(
        label="Ý kiến về việc giữ hạng",
        choices=Stance.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("version", "stance", "opinion")


class SignForm(Form):
    agreed = forms.BooleanField(
        label="Tôi đã xem hồ sơ, sản phẩm và chịu trách nhiệm về phiếu này."
    )

    def keywords(self):
        return {}


class AbstentionForm(Form):
    reason = forms.CharField(
        label="Lý do không chấm",
        help_text="Lý do được niêm phong như phiếu, và ghi vào biên bản sau khi đóng phiếu.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(Form):
    reason = forms.CharField(
        label="Lý do thay phiếu", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


@signed_in
def card(request, code, position):
    """Fill my card; every change is kept, by itself or by the button."""
    item, mine_now = my_card(request, code, position)
    if mine_now is None:
        return not_opened(request, item)
    sheet = sheet_of(item.dossier.rubric)
    written = my_writing(mine_now, request.user)
    form_class = OpinionForm if item.sitting.is_written else SheetForm
    form = form_class(
        request.POST or None,
        initial={
            "version": mine_now.version, "opinion": written.opinion, "stance": written.stance,
        },
    )  # fmt: skip
    if request.method == "POST":
        codes = [criterion.code for criterion in sheet.criteria]
        entered = {"choices": chosen(request.POST, codes), "remarks": noted(request.POST, codes)}
        if carried_out(form, operations.keep_card, mine_now, request.act, **entered):
            return kept(request, mine_now, code, position)
        if request.headers.get("X-Autosave"):
            return refused(form)
        written = replace(written, **entered)
    context = sheet_context(item, mine_now, sheet, form, written, request.act.day)
    return render(request, "council/card.html", context | how_far(request, item, mine_now.seat))


def not_opened(request, item):
    """Show the door of a card that was not opened yet; nothing is written by looking."""
    if request.method == "POST":
        raise Refused("Phiếu này chưa mở. Hãy mở phiếu rồi chấm.")
    return render(request, "council/door.html", {"item": item, "sitting": item.sitting})


@signed_in
@require_POST
def opening(request, code, position):
    """Open my card on one dossier: from here on I have no conflict with it that I know of."""
    item, _ = my_card(request, code, position)
    _, seat = mine(request, code)
    operations.open_card(item, request.act, seat=seat)
    return redirect("council:card", code=code, position=position)


@signed_in
def signature(request, code, position):
    """Sign my card for good, after one more look at its total and its gaps."""
    item, mine_now = my_card(request, code, position)
    if mine_now is None:
        return not_opened(request, item)
    sheet = sheet_of(item.dossier.rubric)
    form = SignForm(request.POST or None)
    if carried_out(form, operations.sign, mine_now, request.act):
        return redirect("council:signature", code=code, position=position)
    written = my_writing(mine_now, request.user)
    context = sheet_context(item, mine_now, sheet, form, written, request.act.day)
    context |= how_far(request, item, mine_now.seat)
    return render(request, "council/sign.html", context)


@signed_in
def abstention(request, code, position):
    """Hand my card in without points, and say why."""
    item, mine_now = my_card(request, code, position)
    if mine_now is None:
        return not_opened(request, item)
    form = AbstentionForm(request.POST or None)
    if carried_out(form, operations.abstain, mine_now, request.act):
        return redirect("council:signature", code=code, position=position)
    context = {"item": item, "card": mine_now, "form": form, "sitting": item.sitting}
    return render(request, "council/abstention.html", context)


@signed_in
def correction(request, code, position):
    """Begin a card that replaces my signed one, naming it and saying why."""
    item, mine_now = my_card(request, code, position)
    if mine_now is None:
        return not_opened(request, item)
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
    """Return the agenda item and my newest card on it, or nothing where I opened none."""
    sitting, seat = mine(request, code)
    reachable = items_to_score(request.user, request.act.day).filter(sitting=sitting)
    item = get_object_or_404(
        reachable.select_related(
            "sitting__council__by_law", "dossier__rubric__ruleset", "dossier__product__producer"
        ),
        position=position,
    )
    own = cards_for(request.user, None, request.act.day).filter(item=item, seat=seat)
    newest = own.select_related("seat", "item__sitting", "item__dossier__rubric")
    return item, newest.order_by("-pk").first()


def sheet_context(item: AgendaItem, card: Scorecard, sheet, form, written: Writing, day) -> dict:
    """Return what the card's page shows: the sheet with my choices, and where they stand."""
    dossier = item.dossier
    case = dossier.case or None
    locked = card.state != CardState.OPEN
    return {
        "sitting": item.sitting,
        "item": item,
        "dossier": dossier,
        "card": card,
        "form": form,
        "locked": locked,
        "opinion": written.opinion,
        "stance": Stance(written.stance).label if written.stance else "",
        "parts": lined(
            sheet_for(dossier),
            choices=written.choices,
            notes=written.remarks,
            case=dossier.case,
            evidence=evidence_of(dossier),
            locked=locked,
            traced=traced([dossier.product], day),
        ),
        "standing": standing(sheet, marks_of(sheet, written.choices, case=case), case=case),
        "self_standing": standing(sheet, marks_of(sheet, dossier.choices, case=case), case=case),
        "scored": len(written.choices),
        "of": len(sheet.criteria),
    }


def how_far(request, item: AgendaItem, seat) -> dict:
    """Return how many of my cards of the sitting are in, and which comes next after this one."""
    to_score = items_to_score(request.user, request.act.day).filter(sitting=item.sitting)
    done = Scorecard.objects.filter(seat=seat, state__in=COMMITTED).values("item")
    waiting = to_score.exclude(pk__in=done).exclude(pk=item.pk).order_by("position")
    left = list(waiting.select_related("dossier__product"))
    after = [one for one in left if one.position > item.position]
    return {
        "mine_done": to_score.filter(pk__in=done).count(),
        "mine_of": to_score.count(),
        "following": (after or left or [None])[0],
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
