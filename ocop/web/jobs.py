"""A person's long work at any of the desks: how far it is, how to stop it, what came of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, path, reverse
from django.views.decorators.http import require_POST

from ocop.dossiers.jobs import BIND, PACK
from ocop.files import store
from ocop.jobs import operations
from ocop.jobs.access import jobs_for
from ocop.jobs.flow import STOPPED, State
from ocop.jobs.queries import ahead_of
from ocop.web.exports import begin_export
from ocop.web.gates import signed_in

PARTIAL = "X-Partial"
SHOWN = 20
# What work is about: for its kind the page of one thing, and which of its arguments names that.
ABOUT = {"stamps": ("stamp-batch", "batch"), BIND: ("dossier", "code"), PACK: ("dossier", "code")}


def addresses():
    """Return the addresses of long work, for a door to include under a path of its own."""
    return [
        path("viec/", index, name="jobs"),
        path("viec/tai-excel/", exporting, name="job-export"),
        path("viec/<int:pk>/", job, name="job"),
        path("viec/<int:pk>/ket-qua/", result, name="job-result"),
        path("viec/<int:pk>/dung/", stopping, name="job-cancel"),
        path("viec/<int:pk>/lam-tiep/", going_on, name="job-resume"),
    ]


@signed_in
def index(request):
    """List what this person asked for, the newest first."""
    page = Paginator(jobs_for(request.user).order_by("-pk"), SHOWN).get_page(
        request.GET.get("trang")
    )
    ahead = ahead_of(page)
    context = {"page": page, "jobs": [shown(one, request, ahead) for one in page]}
    return render(request, "jobs/index.html", framed(request, context))


@signed_in
def job(request, pk):
    """Show how far work is; a script asks for its middle only, every two seconds."""
    one = get_object_or_404(jobs_for(request.user), pk=pk)
    template = "jobs/state.html" if PARTIAL in request.headers else "jobs/job.html"
    return render(request, template, framed(request, shown(one, request, ahead_of([one]))))


@signed_in
def result(request, pk):
    """Hand out what came of work, until its day."""
    one = get_object_or_404(jobs_for(request.user), pk=pk)
    there = one.result_key and one.is_kept_at(request.act.at)
    if not there or not store.exists(one.result_key, shelf=one.shelf):
        raise Http404
    return FileResponse(
        store.open_key(one.result_key, shelf=one.shelf),
        as_attachment=True,
        filename=one.result_name,
        content_type=one.result_mime,
    )


@signed_in
@require_POST
def exporting(request):
    """Begin the workbook of a long list."""
    begun = begin_export(request, request.POST.get("path", ""))
    return redirect(f"{door(request)}:job", pk=begun.pk)


@signed_in
@require_POST
def stopping(request, pk):
    """Stop work; what was done until its last step stays done."""
    one = get_object_or_404(jobs_for(request.user), pk=pk)
    operations.cancel(one, request.act)
    messages.info(request, "Đã dừng việc. Có thể cho làm tiếp từ chỗ đang dở.")
    return redirect(f"{door(request)}:job", pk=pk)


@signed_in
@require_POST
def going_on(request, pk):
    """Queue stopped work again."""
    one = get_object_or_404(jobs_for(request.user), pk=pk)
    operations.resume(one, request.act)
    return redirect(f"{door(request)}:job", pk=pk)


def shown(one, request, ahead):
    """Return what a page says of work now."""
    kept = one.is_kept_at(request.act.at) and not one.cleared
    return {
        "job": one,
        "ahead": ahead.get(one.pk, 0),
        "rows": max(one.done, one.told()),
        "has_file": bool(one.result_key) and kept,
        "is_cleared": one.state == State.DONE and not kept and bool(one.result_name),
        "may_go_on": one.state in STOPPED and kept,
        "about": about(one, door(request)),
    }


def about(one, at):
    """Return the page of what work is about, at a door; empty where it is about no single thing."""
    name, argument = ABOUT.get(one.kind, ("", ""))
    try:
        return reverse(f"{at}:{name}", args=[one.args[argument]])
    except (NoReverseMatch, KeyError):
        # The door has no such page, or the arguments were cleared away with the result.
        return ""


def framed(request, context):
    """Return the context with the frame of the door at which it is asked for."""
    return {"frame": f"{door(request)}/base.html", "here": door(request), **context}


def door(request):
    """Return the door's name: that of its addresses and its folder of templates."""
    return request.resolver_match.namespace
