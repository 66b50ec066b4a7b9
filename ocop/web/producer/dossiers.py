"""My dossiers: beginning one, its overview, and its paper."""

from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.certificates.queries import renewable_certificate
from ocop.certificates.term import renewal_taken, renewal_window
from ocop.dossiers import operations
from ocop.dossiers.access import my_dossiers
from ocop.dossiers.bundle import paper_set
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.jobs import is_long
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.operations.writing import WRITABLE
from ocop.dossiers.queries import missing_parts, rubric_for, self_score, timeline
from ocop.dossiers.status import state_words_for_producer
from ocop.grading.queries import result_of
from ocop.web.bundles import set_page, taking_in
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import is_writable, my_dossier
from ocop.web.producer.home import CLOSED, told, with_all
from ocop.web.producer.shelf import my_product
from ocop.web.producer.steps import legs_of


class KindForm(Form):
    kind = forms.ChoiceField(
        label="Loại hồ sơ", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.FIRST
    )


@signed_in
def index(request):
    """List my dossiers: those under way, then those that have ended."""
    day = request.act.day
    rows = told(list(with_all(my_dossiers(request.user, day))), day)
    context = {
        "open": [row for row in rows if row[0].state not in CLOSED],
        "ended": [row for row in rows if row[0].state in CLOSED],
    }
    return render(request, "producer/dossiers.html", context)


@signed_in
def new(request, code):
    """Begin a dossier for one product, of the kind that its certificate allows."""
    found, day = my_product(request, code), request.act.day
    certificate = renewable_certificate(found, day)
    window = renewal_window(certificate.lapses_on) if certificate else None
    likely = Kind.FIRST
    if window:
        likely = Kind.RENEWAL if renewal_taken(certificate.lapses_on, day) else Kind.UPGRADE
    form = KindForm(request.POST or None, initial={"kind": likely})
    if done := carried_out(form, operations.prepare, request.act, product=found):
        return redirect("producer:dossier", code=done.result.code)
    context = {"product": found, "form": form, "certificate": certificate, "window": window}
    return render(request, "producer/dossier_new.html", context)


@signed_in
def dossier(request, code):
    """Show where one dossier stands: why it came back, what is to be done, what was done."""
    found, day = my_dossier(request, code), request.act.day
    state = State(found.state)
    context = {
        "dossier": found,
        "words": state_words_for_producer(found, day),
        "returned": found.returns.order_by("-pk").first() if state == State.RETURNED else None,
        "standing": self_score(found),
        "can_withdraw": "withdraw" in FLOW.moves_from(state),
        "has_old_sheet": state == State.DRAFT
        and rubric_for(found.product.set_number, day) not in {found.rubric, None},
        "history": way(found),
    }
    context |= steps(found) if is_writable(found) else {}
    context |= outcome(found) if state == State.DECIDED else {}
    return render(request, "producer/dossier.html", context)


@signed_in
@require_POST
def sheet(request, code):
    """Move a draft to the sheet in force today."""
    operations.renew_sheet(my_dossier(request, code), request.act)
    return redirect("producer:score", code=code)


@signed_in
def paper(request, code):
    """Print the whole paper set."""
    found = my_dossier(request, code)
    if is_long(found):
        return redirect("producer:dossier-set", code=code)
    response = HttpResponse(paper_set(found, request.act.day), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return response


@signed_in
def whole(request, code):
    """Offer the whole set as PDF and as ZIP."""
    return set_page(request, my_dossier(request, code))


@signed_in
def packed_in(request, code):
    """Take a packed dossier in as the draft of a product of mine."""
    product = my_product(request, code)
    standing = Dossier.objects.filter(product=product, state__in=WRITABLE).first()
    return taking_in(request, product, standing)


def way(dossier) -> list[dict]:
    """Return what was done, oldest first; the same act many times over is told once."""
    rows = []
    same = attrgetter("who", "what", "note", "behalf")
    for (who, what, note, behalf), lines in groupby(timeline(dossier), same):
        times = list(lines)
        told = note if len(times) == 1 else f"{len(times)} lần"
        rows.append({"at": times[-1].at, "who": who, "act": what, "line": told, "behalf": behalf})
    return rows


def steps(dossier) -> dict:
    """Return the way through a draft, how far it is gone, and the step to take now."""
    legs = legs_of(dossier, missing_parts(dossier))
    every = [step for leg in legs for step in leg.steps]
    return {
        "legs": legs,
        "done": sum(step.is_done for step in every),
        "total": len(every),
        "next": next(step for step in every if not step.is_done),
    }


def outcome(dossier) -> dict:
    """Return what the council found, and which floors kept a higher star out of reach.

    Nothing before the dossier is decided: the province gives notice after its decision.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.g.
    if dossier.state != State.DECIDED:
        return {}
    result = result_of(dossier)
    if result is None:
        return {}
    missed = [
        floor | {"reached": Fraction(floor["reached"])}
        for floor in result.facts.get("missed_floors", [])
    ]
    return {"result": result, "mean": Fraction(result.mean), "missed_floors": missed}
