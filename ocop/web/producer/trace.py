"""The diary in three taps: what was done, with what, and written."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from ocop.files import store
from ocop.kernel.act import VIETNAM
from ocop.trace import operations
from ocop.trace.access import coming_to_me, my_entries, my_lots, my_sites
from ocop.trace.models import DiaryEntry, DiaryPhoto
from ocop.web.forms import carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.trace_forms import FORMS, WrongForm
from ocop.web.ui.trace import BY_KIND, BY_SLUG, DEEDS
from ocop.web.uploads import each

LATEST = 30


@dataclass(frozen=True, slots=True)
class Button:
    """One kind of entry as a large button, with how many wait for it."""

    deed: object
    waiting: int = 0


@signed_in
def diary(request):
    """Show the six things that can be done, yesterday's to be copied, and the latest entries."""
    user, day = request.user, request.act.day
    coming = coming_to_me(user, day).count()
    rows = my_entries(user, day).select_related("site", "lot__product", "harvest", "producer")
    with_photos = rows.prefetch_related(Prefetch("photos", DiaryPhoto.objects.order_by("pk")))
    latest = list(with_photos.order_by("-done_at", "-pk")[:LATEST])
    context = {
        "buttons": [Button(d, coming if d.kind == DiaryEntry.Kind.RECEIVE else 0) for d in DEEDS],
        "again": again([row for row in latest if row.wrong_at is None], day),
        "entries": [(row, BY_KIND[row.kind]) for row in latest],
        "sites": my_sites(user, day).in_use().count(),
        "lots": my_lots(user, day).count(),
    }
    return render(request, "producer/trace/diary.html", context)


def again(entries, day):
    """Return the entries of the last day before today on which anything was written."""
    days = [entry.done_at.astimezone(VIETNAM).date() for entry in entries]
    before = [one for one in days if one < day]
    if not before:
        return []
    last = max(before)
    same = [entry for entry, on in zip(entries, days, strict=True) if on == last]
    copied = [e for e in same if e.kind in (DiaryEntry.Kind.HARVEST, *DiaryEntry.LEAVING)]
    return [(entry, BY_KIND[entry.kind], copying(entry)) for entry in copied[:4]]


def copying(entry):
    """Return the address at which an entry is written once more, with the same numbers."""
    return f"{reverse('producer:diary-write', args=[BY_KIND[entry.kind].slug])}?nhu={entry.pk}"


@signed_in
def write(request, deed):
    """Write one thing into the diary; what was begun without a signal comes here later."""
    if deed not in BY_SLUG:
        raise Http404
    told = BY_SLUG[deed]
    like = as_before(request)
    form = FORMS[told.kind](
        request.POST or None,
        request.FILES or None,
        user=request.user,
        day=request.act.day,
        like=like,
        initial={"client_id": uuid4()},
    )
    operation = getattr(operations, told.kind)
    if done := carried_out(form, operation, request.act):
        entry = done.result
        keep = [] if entry.photos.exists() else form.cleaned_files()
        refusals = each(
            keep, lambda data, name: operations.add_diary_photo(entry, request.act, data=data)
        )
        for words in refusals:
            messages.warning(request, words)
        messages.success(request, written(entry, told))
        if wants_json(request):
            return JsonResponse({"saved": entry.pk})
        return redirect("producer:diary")
    if wants_json(request) and request.method == "POST":
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    context = {"form": form, "deed": told, "like": like, "lacking": form.lacking}
    return render(request, "producer/trace/write.html", context)


def written(entry, deed):
    """Say what was written, with the way to its lot."""
    words = f"Đã ghi: {deed.label.lower()}, {entry.lot or entry.harvest}."
    if entry.lot is None:
        return words
    lot = reverse("producer:lot", args=[entry.lot_id])
    return format_html('{} <a href="{}">Xem lô và chuỗi</a>', words, lot)


def as_before(request):
    """Return the entry that is to be copied, where the address names one of mine."""
    key = request.GET.get("nhu", "")
    mine = my_entries(request.user, request.act.day)
    return mine.filter(pk=int(key)).first() if key.isdigit() and len(key) < 12 else None


def wants_json(request) -> bool:
    """Tell whether the diary's script asks, which sends what waited for a signal."""
    return request.headers.get("X-Diary") == "1"


@signed_in
def entry(request, pk):
    """Show one entry with its pictures; add some, or say that it was wrong."""
    found = get_object_or_404(
        my_entries(request.user, request.act.day).select_related(
            "site", "lot__product", "harvest", "producer", "partner_producer", "written_by"
        ),
        pk=pk,
    )
    form = WrongForm(request.POST or None)
    if carried_out(form, operations.declare_wrong, found, request.act):
        messages.success(request, "Đã báo sai. Việc này vẫn giữ lại, không tính vào lô.")
        return redirect("producer:diary-entry", pk=pk)
    context = {
        "entry": found,
        "deed": BY_KIND[found.kind],
        "photos": found.photos.order_by("pk"),
        "form": form,
        "answer": DiaryEntry.objects.filter(answers=found).first(),
    }
    return render(request, "producer/trace/entry.html", context)


@signed_in
def photo(request, pk, width):
    """Serve a picture of my diary."""
    mine = my_entries(request.user, request.act.day)
    found = get_object_or_404(DiaryPhoto, pk=pk, entry__in=mine.values("pk"))
    variant = found.variants.get(str(width))
    if variant is None:
        raise Http404
    response = FileResponse(store.open_key(variant["key"]), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return response
