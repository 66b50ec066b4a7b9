"""Keys of programs: who holds one, for whom and until when; issued here, and revoked."""

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts import operations
from ocop.accounts.models import Scope
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import is_nationwide, keys_for, provinces_held
from ocop.audit.queries import history
from ocop.kernel.errors import Refused
from ocop.registry.access import producers_for
from ocop.registry.models import Producer
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

MANAGE = Permission.MANAGE_KEYS
ANY = ("", "Tất cả")
STATES = (("tot", "Đang dùng được"), ("het", "Đã hết hạn"), ("thoi", "Đã thu hồi"))


def key_filter(day):
    """Return the filters of the list; which keys have expired is told as of ``day``."""

    class KeyFilter(FilterForm):
        tu = forms.CharField(label="Tên, đầu khoá, mã chủ thể", max_length=80)
        q = forms.ChoiceField(label="Quyền", choices=[ANY, *Scope.choices])
        tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *STATES])

        def narrow(self, rows):
            wanted = self.cleaned_data
            if text := wanted["tu"]:
                named = Q(name__icontains=text) | Q(head__startswith=text)
                rows = rows.filter(named | Q(party__iexact=text))
            if wanted["q"]:
                # The marks around it keep one scope apart from another that begins with it.
                rows = rows.filter(scopes__icontains=f'"{wanted["q"]}"')
            return self.of_state(rows, wanted["tt"])

        def of_state(self, rows, state):
            match state:
                case "tot":
                    return rows.good_on(day)
                case "het":
                    return rows.filter(revoked_on=None, expires_on__lt=day)
                case "thoi":
                    return rows.exclude(revoked_on=None)
            return rows

    return KeyFilter


class KeyForm(Form):
    name = forms.CharField(
        label="Chương trình nào dùng khoá", max_length=80,
        help_text="Ví dụ: Phần mềm kho của HTX Ba Chẽ.",
    )  # fmt: skip
    scopes = forms.TypedMultipleChoiceField(
        label="Được làm gì", choices=Scope.choices, coerce=Scope,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    producer = forms.CharField(
        label="Mã chủ thể", max_length=20, required=False,
        help_text="Khoá chỉ đọc và ghi sự kiện của chủ thể này. Để trống thì khoá của cả tỉnh.",
    )  # fmt: skip
    province = forms.ModelChoiceField(label="Tỉnh", queryset=None, required=False)
    expires_on = DayField(
        label="Ngày cuối được dùng", required=False, help_text="Để trống thì dùng tới khi thu hồi."
    )

    def __init__(self, *args, provinces, is_national, **kwargs):
        super().__init__(*args, **kwargs)
        place = self.fields["province"]
        place.queryset = provinces.order_by("name")
        place.required = not is_national
        if is_national:
            place.empty_label = "Cả nước"
            place.help_text = "Để trống thì khoá của cả nước; nếu có mã chủ thể thì là tỉnh của họ."
        else:
            place.empty_label, place.initial = None, provinces.order_by("name").first()


class RevokeForm(Form):
    reason = forms.CharField(
        label="Lý do thu hồi", max_length=250,
        help_text="Ví dụ: Khoá bị lộ. Chủ thể thôi dùng phần mềm.",
    )  # fmt: skip


@requires(MANAGE)
def index(request):
    """List the keys of my places."""
    day = request.act.day
    listing = Listing(
        request,
        with_names(keys_for(request.user, MANAGE, day)).select_related("province"),
        title="Khoá lập trình",
        columns=[
            Column("ten", "Chương trình", "name", sort=("name",), link=address),
            Column("dau", "Đầu khoá", "head"),
            Column("cho", "Dùng cho", acts_for, sort=("province", "party")),
            Column("q", "Được làm gì", lambda key: "; ".join(key.told_scopes)),
            Column("lap", "Cấp lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("den", "Ngày cuối", "expires_on", kind="day", sort=("expires_on",)),
            Column("dung", "Dùng gần nhất", "used_on", kind="day", sort=("used_on",)),
            Column("tt", "Trạng thái", lambda key: state_of(key, day)),
            Column("ld", "Lý do thu hồi", "revoked_because", on_page=False),
        ],
        filters=key_filter(day),
        order="-lap",
        name="khoa-lap-trinh",
        empty="Chưa cấp khoá nào. Khoá cần khi phần mềm khác nạp hoặc hỏi sự kiện truy xuất.",
    )
    return listing.answer("office/keys/index.html")


def with_names(keys):
    """Annotate each key with the name of the producer for whom it acts."""
    named = Producer.objects.filter(code=OuterRef("party")).values("name")[:1]
    return keys.annotate(party_name=Subquery(named))


def acts_for(key):
    """Return for whom a key acts, in words."""
    if key.party:
        name = getattr(key, "party_name", None)
        return f"{name} ({key.party})" if name else f"Chủ thể {key.party}"
    return str(key.province) if key.province else "Cả nước"


def state_of(key, day):
    """Return whether a key is good on ``day``, in words."""
    states = dict(STATES)
    if key.revoked_on is not None:
        return states["thoi"]
    is_past = key.expires_on is not None and key.expires_on < day
    return states["het"] if is_past else states["tot"]


def address(key):
    """Return the page of one key."""
    return reverse("office:key", args=[key.pk])


@requires(MANAGE)
def new(request):
    """Issue a key, and show it this once."""
    user, day = request.user, request.act.day
    form = KeyForm(
        request.POST or None,
        provinces=provinces_held(user, MANAGE, day),
        is_national=is_nationwide(user, MANAGE, day),
    )
    producers = producers_for(user, MANAGE, day).select_related("commune__province")
    if done := carried_out(form, issued, request.act, producers=producers):
        key, secret = done.result
        context = {"key": key, "secret": secret, "acts_for": acts_for(key)}
        return render(request, "office/keys/issued.html", context)
    return render(request, "office/keys/new.html", {"form": form})


def issued(act, *, producers, producer, province, **asked):
    """Issue a key for a producer, whose province it is then of, or for a province."""
    if producer:
        found = producers.filter(code__iexact=producer.strip()).first()
        if found is None:
            raise Refused(
                "Không có chủ thể nào mang mã này trong địa bàn của bạn, hãy xem lại mã.",
                field="producer",
            )
        producer, province = found.code, found.commune.province
    return operations.issue_key(act, party=producer, province=province, **asked)


@requires(MANAGE)
def key(request, pk):
    """Show one key, and revoke it."""
    user, day = request.user, request.act.day
    mine = with_names(keys_for(user, MANAGE, day)).select_related("province")
    found = get_object_or_404(mine, pk=pk)
    form = RevokeForm(request.POST or None)
    if carried_out(form, operations.revoke_key, found, request.act):
        messages.success(
            request, "Đã thu hồi khoá. Chương trình dùng khoá này bị từ chối từ bây giờ."
        )
        return redirect("office:key", pk=pk)
    context = {
        "key": found,
        "acts_for": acts_for(found),
        "state": state_of(found, day),
        "form": form,
        "history": history(found),
    }
    return render(request, "office/keys/key.html", context)
