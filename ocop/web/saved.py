"""Named views of lists: filters and order that a person keeps for themselves."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from ocop.accounts import operations
from ocop.accounts.models import SavedView
from ocop.kernel.errors import Refused
from ocop.web.forms import Form
from ocop.web.gates import signed_in
from ocop.web.listing import FILE, PAGE


class ViewForm(Form):
    path = forms.CharField(max_length=200)
    query = forms.CharField(max_length=1000, required=False)
    name = forms.CharField(
        label="Tên bộ lọc",
        max_length=60,
        error_messages={"required": "Hãy đặt tên cho bộ lọc.", "max_length": "Tên dài quá 60 chữ."},
    )

    def clean_path(self):
        path = self.cleaned_data["path"]
        try:
            is_list = not getattr(resolve(path).func, "is_for_programs", False)
        except Resolver404:
            is_list = False
        if not is_list:
            raise forms.ValidationError("Không có danh sách này.")
        return path

    def clean_query(self):
        pairs = parse_qsl(self.cleaned_data["query"])
        return urlencode([(key, value) for key, value in pairs if key not in {PAGE, FILE}])


@signed_in
@require_POST
def keep(request):
    """Keep the filters of a list under a name, and go back to it."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(text for texts in form.errors.values() for text in texts))
    view = operations.keep_view(request.user, request.act, **form.cleaned_data)
    messages.success(request, f"Đã lưu bộ lọc “{view}”.")
    return redirect(view.url)


@signed_in
@require_POST
def forget(request, pk):
    """Take one of my kept views away."""
    view = get_object_or_404(SavedView.objects.filter(user=request.user), pk=pk)
    path = view.path
    operations.forget_view(view, request.act)
    messages.success(request, f"Đã bỏ bộ lọc “{view}”.")
    return redirect(path)
