"""The large screen of a sitting: progress while it scores, then the products one by one."""

from django.shortcuts import render

from ocop.accounts.permissions import Permission
from ocop.web.gates import requires
from ocop.web.office.councils import my_sitting
from ocop.web.ui.rooms import screen_of


@requires(Permission.CONVENE_COUNCILS)
def screen(request, code):
    """Show the sitting to the hall; which product, ``sp`` says, and none is the overview."""
    found, asked = my_sitting(request, code), request.GET.get("sp", "")
    return render(request, *screen_of(found, request.act.day, asked, back="office:sitting"))
