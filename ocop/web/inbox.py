"""Everybody's inbox: what they were told, and by which channels they want to be told."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ocop.notices import operations
from ocop.notices.kinds import Kind
from ocop.notices.queries import inbox_of, reach_of
from ocop.web.forms import FilterForm, Form, carried_out
from ocop.web.gates import signed_in
from ocop.web.listing import Column, Listing


class InboxFilter(FilterForm):
    loai = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *Kind.choices])
    moi = forms.BooleanField(label="Chỉ thông báo chưa đọc")

    def narrow(self, rows):
        if kind := self.cleaned_data["loai"]:
            rows = rows.filter(kind=kind)
        return rows.unread() if self.cleaned_data["moi"] else rows


class ReachForm(Form):
    by_email = forms.BooleanField(label="Thư điện tử", required=False)
    by_sms = forms.BooleanField(label="Tin nhắn SMS", required=False)
    by_zalo = forms.BooleanField(label="Zalo", required=False)
    phone = forms.CharField(
        label="Số điện thoại",
        required=False,
        max_length=20,
        help_text="Chỉ dùng để nhắn thông báo, không hiện cho ai khác.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


@signed_in
def index(request):
    """List what I was told, the newest first."""
    listing = Listing(
        request,
        inbox_of(request.user),
        title="Thông báo của tôi",
        columns=[
            Column("luc", "Lúc", "created_at", kind="moment"),
            Column("loai", "Loại", "get_kind_display"),
            Column("tieu-de", "Tiêu đề", "subject"),
            Column("noi-dung", "Nội dung", "text"),
            Column("doc", "Đọc lúc", "read_at", kind="moment"),
        ],
        filters=InboxFilter,
        name="thong-bao",
        empty="Chưa có thông báo nào.",
    )
    return listing.answer("inbox/index.html")


@signed_in
def opening(request, pk):
    """Open one of my notices: it is read from now on, and leads to what it is about."""
    notice = get_object_or_404(inbox_of(request.user), pk=pk)
    if carried_out(posted(request), operations.mark_read, notice, request.act):
        inside = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
        return redirect(notice.link if inside else reverse("inbox:index"))
    return render(request, "inbox/notice.html", {"notice": notice})


@signed_in
def reading(request):
    """Take all my notices for read."""
    if carried_out(posted(request), operations.mark_all_read, request.user, request.act):
        messages.success(request, "Đã đánh dấu mọi thông báo là đã đọc.")
    return redirect("inbox:index")


@signed_in
def reach(request):
    """Choose by which channels I am told."""
    mine = reach_of(request.user)
    form = ReachForm(
        request.POST or None,
        initial={
            "by_email": mine.by_email and bool(request.user.email),
            "by_sms": mine.by_sms,
            "by_zalo": mine.by_zalo,
            "phone": mine.phone,
        },
    )
    if request.method == "POST" and carried_out(
        form, operations.choose_reach, request.user, request.act
    ):
        messages.success(request, "Đã ghi cách nhận thông báo.")
        return redirect("inbox:reach")
    return render(request, "inbox/reach.html", {"form": form})


def posted(request):
    """Return a form without fields, which is valid where a button was pressed."""
    return Form(request.POST if request.method == "POST" else None)
