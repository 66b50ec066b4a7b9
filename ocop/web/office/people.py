"""People and their posts."""

import secrets

from django import forms
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.accounts import operations
from ocop.accounts.models import Membership, User
from ocop.accounts.permissions import HELD_BY, Permission, Role
from ocop.accounts.queries import posts
from ocop.audit.queries import history
from ocop.kernel.text import fold
from ocop.places.models import Commune, Province
from ocop.web.forms import FilterForm, Form, PastedRows, carried_out, row_by_row
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

MANAGE = Permission.MANAGE_PEOPLE


class PeopleFilter(FilterForm):
    tu = forms.CharField(label="Tên")
    vt = forms.ChoiceField(label="Vai trò", choices=[("", "Tất cả"), *Role.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["tu"]:
            rows = rows.filter(
                Q(full_name__icontains=wanted["tu"]) | Q(username__icontains=fold(wanted["tu"]))
            )
        if wanted["vt"]:
            rows = rows.filter(memberships__role=wanted["vt"], memberships__withdrawn_on=None)
        return rows.distinct()


class PersonForm(Form):
    username = forms.SlugField(
        label="Tên đăng nhập", max_length=60, help_text="Chữ không dấu, số và gạch ngang."
    )
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư điện tử", max_length=254, required=False)


class SeveralPeopleForm(Form):
    rows = PastedRows(
        {
            "username": forms.SlugField(label="Tên đăng nhập", max_length=60),
            "full_name": forms.CharField(label="Họ và tên", max_length=120),
            "email": forms.EmailField(label="Thư điện tử", max_length=254, required=False),
        },
        most=100,
    )


class PostForm(Form):
    role = forms.TypedChoiceField(label="Vai trò", choices=Role.choices, coerce=Role)
    province = forms.ModelChoiceField(
        label="Tỉnh", queryset=Province.objects.order_by("name"), required=False
    )
    commune = forms.ModelChoiceField(
        label="Xã, phường, đặc khu",
        queryset=Commune.objects.filter(valid_to=None).order_by("sort_key"),
        required=False,
        help_text="Chỉ chọn cho cán bộ xã.",
    )


@requires(MANAGE)
def index(request):
    """List everyone with an account and the posts they hold."""
    listing = Listing(
        request,
        User.objects.prefetch_related("memberships__province", "memberships__commune"),
        title="Người dùng và vai trò",
        columns=[
            Column("ten", "Họ và tên", "full_name", sort=("full_name",), link=address),
            Column("dn", "Tên đăng nhập", "username", sort=("username",)),
            Column("vt", "Vai trò", held),
            Column("hd", "Tài khoản", lambda u: "Đang dùng" if u.is_active else "Đã khoá"),
            Column("vao", "Vào lần cuối", "last_login", kind="moment", sort=("last_login",)),
        ],
        filters=PeopleFilter,
        order="ten",
        name="nguoi-dung",
    )
    return listing.answer("office/people/index.html", powers=powers())


def held(user):
    """Return the posts a person holds, as one line."""
    return "; ".join(str(m) for m in user.memberships.all() if m.withdrawn_on is None)


def powers():
    """Return the table of powers: each power with the roles that hold it."""
    return [(p.label, [p in HELD_BY[role] for role in Role]) for p in Permission]


def address(user):
    """Return the page of one person."""
    return reverse("office:person", args=[user.pk])


@requires(MANAGE)
def new(request):
    """Open an account and show its first password once."""
    form = PersonForm(request.POST or None)
    password = secrets.token_urlsafe(9)
    if done := carried_out(form, operations.invite, request.act, password=password):
        context = {"person": done.result, "password": password}
        return render(request, "office/people/invited.html", context)
    return render(request, "office/people/new.html", {"form": form})


@requires(MANAGE)
def several(request):
    """Open accounts for rows copied out of Excel, all or none; show their first passwords once."""
    form = SeveralPeopleForm(request.POST or None)
    if done := carried_out(form, invited, request.act):
        return render(request, "office/people/invited_several.html", {"people": done.result})
    return render(request, "office/people/several.html", {"form": form})


def invited(act, *, rows):
    """Open an account for each row, with a password of its own."""

    def invite(row):
        password = secrets.token_urlsafe(9)
        return operations.invite(act, **row.values, password=password), password

    return row_by_row(rows, invite)


@requires(MANAGE)
def person(request, pk):
    """Show one person: give a post, close or open the account, set a new password."""
    found = get_object_or_404(User, pk=pk)
    form = PostForm(request.POST if request.POST.get("do") == "grant" else None)
    if carried_out(form, operations.grant, found, request.act):
        return redirect("office:person", pk=pk)
    context = {
        "person": found,
        "form": form,
        "posts": posts(found, request.act.day),
        "history": history(found),
    }
    if request.method == "POST" and not form.is_bound:
        context |= change_account(found, request)
    return render(request, "office/people/person.html", context)


@transaction.atomic
def change_account(found, request):
    """Close, open, or give a new password, whichever button was pressed."""
    match request.POST.get("do"):
        case "deactivate":
            operations.deactivate(found, request.act)
        case "reactivate":
            operations.reactivate(found, request.act)
        case "password":
            password = secrets.token_urlsafe(9)
            operations.reset_password(found, request.act, password=password)
            return {"password": password}
    return {}


@requires(MANAGE)
@require_POST
def withdrawal(request, pk):
    """End a post from today."""
    membership = get_object_or_404(Membership, pk=pk)
    operations.withdraw(membership, request.act)
    return redirect("office:person", pk=membership.user_id)
