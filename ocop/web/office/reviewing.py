"""Looking through who holds what, twice a year: each post confirmed or ended, and signed."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from ocop.accounts import operations
from ocop.accounts.models import AccessReview, Membership
from ocop.accounts.permissions import Permission, Role
from ocop.accounts.queries import IDLE_AFTER, is_idle, review_due
from ocop.web.forms import FilterForm, Form, SeveralField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

MANAGE = Permission.MANAGE_PEOPLE


class ReviewForm(Form):
    withdrawn = SeveralField(label="Thôi các vai trò này", queryset=None, required=False)
    note = forms.CharField(label="Ghi chú của lần rà soát", max_length=250, required=False)
    sure = forms.BooleanField(label="Tôi đã xem từng vai trò và giữ lại các vai trò không chọn")

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["withdrawn"].queryset = posts

    def keywords(self):
        return {name: self.cleaned_data[name] for name in ("withdrawn", "note")}


class PostFilter(FilterForm):
    vt = forms.ChoiceField(label="Vai trò", choices=[("", "Tất cả"), *Role.choices])
    lau = forms.BooleanField(label="Chỉ người 45 ngày chưa vào")

    def narrow(self, rows):
        if self.cleaned_data["vt"]:
            rows = rows.filter(role=self.cleaned_data["vt"])
        return rows


@requires(MANAGE)
def review(request):
    """Show every post with when its holder last came; sign that all were looked through."""
    day = request.act.day
    posts = Membership.objects.held_on(day).filter(user__is_active=True)
    posts = posts.select_related("user", "province", "commune").order_by("user__full_name", "pk")
    form = ReviewForm(request.POST or None, posts=posts)
    if done := carried_out(form, operations.review_access, request.act):
        one = done.result
        messages.success(
            request, f"Đã ký rà soát: giữ {one.confirmed} vai trò, thôi {one.withdrawn} vai trò."
        )
        return redirect("office:review")
    listing = Listing(
        request,
        idle_only(request, posts, day),
        title="Rà soát quyền",
        columns=[
            Column("ten", "Họ và tên", "user.full_name", sort=("user__full_name",), link=address),
            Column("vt", "Vai trò", str, sort=("role",)),
            Column("tu", "Từ ngày", "granted_on", kind="day", sort=("granted_on",)),
            Column("vao", "Vào lần cuối", "user.last_login", kind="moment",
                   sort=("user__last_login",)),
            Column("lau", "Cần xem", lambda post: idle_words(post.user, day)),
            Column("thoi", "Thôi", "pk", template="office/people/pick.html", in_file=False),
        ],
        filters=PostFilter,
        order="ten",
        name="ra-soat-quyen",
        size=200,
    )  # fmt: skip
    context = {
        "form": form,
        "due": review_due(day),
        "reviews": AccessReview.objects.select_related("by")[:6],
    }
    return listing.answer("office/people/review.html", **context)


def idle_only(request, posts, day):
    """Keep the posts of whoever has not come for 45 days, where the URL asks so."""
    if not request.GET.get("lau"):
        return posts
    before = request.act.at - IDLE_AFTER + timedelta(days=1)
    never = posts.filter(user__last_login=None, user__created_at__lt=before)
    return posts.filter(user__last_login__lt=before) | never


def idle_words(user, day) -> str:
    """Return what is to be seen about a person who stays away."""
    if not is_idle(user, day):
        return ""
    return "45 ngày chưa vào" if user.last_login else "Chưa vào lần nào"


def address(post):
    """Return the page of who holds a post."""
    return reverse("office:person", args=[post.user_id])
