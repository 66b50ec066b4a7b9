"""Cần cập nhật: what an open dossier asks anew; everything else stays as last time."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.dossiers import operations
from ocop.dossiers.updates import updates_of
from ocop.kernel.errors import Refused
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import closed, my_dossier
from ocop.web.producer.steps import address


@signed_in
def updates(request, code):
    """List what changed or lapsed since the last dossier, each with the way to its page."""
    dossier = my_dossier(request, code)
    if closed(request, dossier):
        return redirect("producer:dossier", code=code)
    told = updates_of(dossier, request.act.day)
    context = {
        "dossier": dossier,
        "updates": told,
        "forms": blanks_by_page(dossier, [part for part in told.asked if is_form(part)]),
        "evidence": [(p.label, address(dossier, p.where)) for p in told.asked if not is_form(p)],
        "papers": sorted({str(offer.paper) for offer in told.offered}),
    }
    return render(request, "producer/updates.html", context)


@signed_in
@require_POST
def drawing(request, code):
    """Take from the vault what proves the criteria claimed."""
    dossier = my_dossier(request, code)
    try:
        taken = operations.draw_evidence(dossier, request.act)
        messages.success(request, f"Đã lấy {taken} tệp từ kho giấy tờ.")
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("producer:evidence", code=code)


def blanks_by_page(dossier, parts) -> list[tuple]:
    """Return each page with blanks to fill in: its name, its address, and the blanks."""
    pages: dict[str, list] = {}
    for part in parts:
        pages.setdefault(part.where, []).append(part.label)
    rows = []
    for where, labels in pages.items():
        page, _, _ = labels[0].partition(": ")
        blanks = ", ".join(label.partition(": ")[2].lower() for label in labels)
        line = f"{len(labels)} mục: {blanks}" if blanks else ""
        rows.append((page, address(dossier, where), line))
    return rows


def is_form(part) -> bool:
    """Tell whether a missing part is a blank of a form, and no file or score."""
    return part.where.startswith(("registration/", "self_assessment/"))
