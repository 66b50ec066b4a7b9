"""The pages for what went wrong, in Vietnamese: what happened, and what to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ocop.web.gates import public


@public
def bad_request(request, exception):
    return render(request, "ui/errors/400.html", status=400)


@public
def forbidden(request, exception):
    return render(request, "ui/errors/403.html", status=403)


@public
def not_found(request, exception):
    return render(request, "ui/errors/404.html", status=404)


@public
def too_often(request):
    """Say that somebody asks too fast; the library that counts calls this."""
    return render(request, "ui/errors/429.html", status=429)


@public
def broken(request):
    """Say that we failed; asks neither the database nor the session, which may be what broke."""
    return HttpResponse(render_to_string("ui/errors/500.html"), status=500)


@public
def csrf_failure(request, reason=""):
    return render(request, "ui/errors/csrf.html", status=403)
