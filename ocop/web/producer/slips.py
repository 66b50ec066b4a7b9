"""Writing a slip page by page on a phone: the pages of an idea or a plan, and the next one."""

from dataclasses import dataclass

from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime

from ocop.web.producer.drafts import autosaves, refused
from ocop.web.slips import SlipForm


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a slip, as ``{% steps %}`` is told it."""

    label: str
    url: str
    state: str
    line: str = ""


def steps_of(thing, slip, route: str) -> list[Step]:
    """Return the pages of a slip: those that lack nothing, the one to fill in now, the rest."""
    missing = {blank.key for blank in slip.missing(thing.said)}
    open_pages = [
        page.key for page in slip.pages if any(blank.key in missing for blank in page.blanks)
    ]
    now = open_pages[0] if open_pages else None
    return [
        Step(
            page.label,
            reverse(route, args=[thing.code, page.key]),
            "now" if page.key == now else "later" if page.key in open_pages else "done",
        )
        for page in slip.pages
    ]


def page_of(slip, key: str):
    """Return a page of a slip; for any other key there is no such page."""
    page = slip.page(key)
    if page is None:
        raise Http404
    return page


def form_of(request, thing, page) -> SlipForm:
    """Return the form of one page, filled with what was kept."""
    return SlipForm(
        request.POST or None,
        blanks=page.blanks,
        said=thing.said,
        initial={"version": thing.version},
    )


def kept(request, thing, to: str):
    """Answer a save: moment and version to a script, the next page to a person."""
    if not autosaves(request):
        return redirect(to)
    at = localtime(request.act.at)
    return JsonResponse({"saved_at": f"{at:%H:%M}", "version": thing.version})


def shown(request, thing, slip, page, form, back: str, title: str) -> dict:
    """Return what the page of a slip is drawn from."""
    pages = list(slip.pages)
    return {
        "thing": thing, "slip": slip, "page": page, "form": form, "back": back, "title": title,
        "number": pages.index(page) + 1, "count": len(pages), "stale": form.is_stale(thing),
    }  # fmt: skip


def after(slip, page, route: str, thing, overview: str) -> str:
    """Return the page that follows, or the overview after the last."""
    pages = list(slip.pages)
    at = pages.index(page) + 1
    return reverse(route, args=[thing.code, pages[at].key]) if at < len(pages) else overview


__all__ = ["after", "autosaves", "form_of", "kept", "page_of", "refused", "shown", "steps_of"]
