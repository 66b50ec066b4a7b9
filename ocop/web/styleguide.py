"""The sample room: every part in every state, to look at while building."""

from django.shortcuts import render

from ocop.web.gates import public


@public
def styleguide(request):
    return render(request, "ui/styleguide.html")
