"""What the desks show alike of stamps: forms, columns, ranges, and the balance as bars."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q

from ocop.kernel.text import fold
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.outputs import LABEL_CHOICES, OUTPUT_CHOICES
from ocop.stamps.queries import ranges_of
from ocop.stamps.ranges import Kind, active_and_not_void, counted
from ocop.trace.balance import Balance
from ocop.web.forms import FilterForm, Form, WholeField
from ocop.web.listing import Column

ANY = ("", "Tất cả")


class OrderFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, chủ thể, mã", max_length=200)
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *OrderState.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(lot__product__folded__contains=fold(words))
            rows = rows.filter(named | Q(code__icontains=words) | Q(lot__code__icontains=words))
        return rows.filter(state=wanted["tt"]) if wanted["tt"] else rows


class BatchFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, chủ thể, lô", max_length=200)
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *BatchState.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(product__folded__contains=fold(words))
            rows = rows.filter(named | Q(lot__code__icontains=words))
        return rows.filter(state=wanted["tt"]) if wanted["tt"] else rows


class RangeForm(Form):
    first = WholeField(label="Từ số", min_value=0)
    last = WholeField(label="Đến số", min_value=0)


class VoidForm(RangeForm):
    reason = forms.CharField(label="Lý do huỷ", max_length=200)


class PrintForm(Form):
    output = forms.ChoiceField(label="Loại tệp", choices=OUTPUT_CHOICES)
    label = forms.ChoiceField(
        label="Cỡ tem",
        choices=LABEL_CHOICES,
        required=False,
        help_text="Chỉ dùng cho tệp PDF. In đúng tỉ lệ 100%, in trang cân chỉnh trước.",
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stamps of a batch were handed over, are active, void, or wait."""

    handed: int
    active: int
    void: int
    waiting: int


def tally(batch):
    """Return how many stamps of a batch are what."""
    ranges = ranges_of(batch)
    active, void = active_and_not_void(ranges), counted(ranges, Kind.VOID)
    return Tally(counted(ranges, Kind.HANDED), active, void, batch.count - active - void)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the balance: so much of so much."""

    label: str
    done: int
    total: int
    unit: str


def bars(balance: Balance):
    """Return the balance as bars: stamps of units, units of what the material makes."""
    shown = [Bar("Tem của lô, kể cả đơn này", balance.taken + balance.wanted, balance.units, "tem")]
    if balance.capacity_kg is not None:
        shown += [
            Bar("Đơn vị của lô so với nguyên liệu", balance.units, balance.borne_units, "đơn vị"),
            Bar(
                "Nguyên liệu đã dùng của nguồn",
                balance.used_kg + balance.material_kg,
                balance.capacity_kg,
                "kg",
            ),
        ]
    return shown


def order_columns(link):
    """Return the columns of a list of orders."""
    return [
        Column("ma", "Mã đơn", "code", sort=("code",), link=link),
        Column("sp", "Sản phẩm", "lot.product.name", sort=("lot__product__sort_key",)),
        Column("ct", "Chủ thể", "lot.product.producer.name"),
        Column("lo", "Lô hàng", "lot.code", sort=("lot__code",)),
        Column("so", "Số tem", "count", kind="number", sort=("count",)),
        Column("gui", "Đặt lúc", "created_at", kind="moment", sort=("created_at",)),
        Column("tt", "Trạng thái", "get_state_display", sort=("state",),
               template="ui/cells/status.html"),
        Column("ly", "Lý do", "reason", on_page=False),
    ]  # fmt: skip


def batch_columns(link):
    """Return the columns of a list of batches."""
    return [
        Column("ma", "Lô tem", "code", sort=("key", "number"), link=link),
        Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
        Column("ct", "Chủ thể", "product.producer.name"),
        Column("lo", "Lô hàng", "lot.code", sort=("lot__code",)),
        Column("dau", "Số đầu", "first", kind="number"),
        Column("cuoi", "Số cuối", "last", kind="number"),
        Column("so", "Số tem", "count", kind="number"),
        Column("ngay", "Cấp lúc", "created_at", kind="moment", sort=("created_at",)),
        Column("giao", "Giao ngày", "handed_on", kind="day", sort=("handed_on",)),
        Column("tt", "Trạng thái", "get_state_display", sort=("state",),
               template="ui/cells/status.html"),
    ]  # fmt: skip
