"""The diary's forms: few questions, large choices, numbers as they were the last time."""

from datetime import datetime, time

from django import forms

from ocop.files.kinds import IMAGES
from ocop.kernel.act import VIETNAM
from ocop.registry.models import Producer, Product
from ocop.trace.access import (
    coming_to_me,
    lots_at_hand,
    my_entries,
    my_harvests,
    my_sites,
    traceable,
)
from ocop.trace.models import DiaryEntry, Lot, Site
from ocop.trace.operations import Taken
from ocop.trace.queries import harvests_with_left, lots_with_left
from ocop.web.forms import DayField, Form, WholeField
from ocop.web.uploads import FilesField

MOST = 100_000_000
NOON = time(12)


class SiteChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.name} ({obj.get_kind_display().lower()})"


class LeftChoice(forms.ModelChoiceField):
    """A lot, with how many units of it are at hand."""

    left: dict[int, int]

    def label_from_instance(self, obj):
        return f"{obj.product.name}, lô {obj.code}: còn {self.left.get(obj.pk, 0)}"


class DiaryForm(Form):
    """What every entry asks: its paper's number, where, when, a note and pictures."""

    kind = DiaryEntry.Kind.SELL
    kinds: tuple[str, ...] = tuple(Site.Kind)
    lack = "Chưa có địa điểm nào. Hãy khai địa điểm trước."
    takes: tuple = ()

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    site = SiteChoice(label="Ở đâu", queryset=Site.objects.none(), empty_label=None)
    done_on = DayField(label="Ngày làm")
    note = forms.CharField(label="Ghi chú", max_length=250, required=False)
    photos = FilesField(label="Ảnh", kinds=IMAGES, required=False)

    def __init__(self, *args, user, day, like=None, **kwargs):
        self.user, self.day, self.like = user, day, like
        initial = {"done_on": day, **(self.before(like) if like else {})}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        sites = my_sites(user, day).in_use().filter(kind__in=self.kinds).order_by("-kind", "name")
        self.fields["site"].queryset = sites
        self.initial.setdefault("site", self.last_site())
        self.fields["photos"].widget.attrs["capture"] = "environment"
        self.one_choice("site", sites)
        self.prepare()
        self.order_fields([*self.first, "site", "done_on", "photos", "note"])

    first: tuple[str, ...] = ()
    # What most entries do without; folded away, so that the button is a thumb's reach below.
    further: tuple[str, ...] = ("note",)

    def prepare(self):
        """Give the fields of this kind their choices."""

    @property
    def asked(self):
        """Return the questions that every entry answers, and the pictures."""
        return [one for one in self.visible_fields() if one.name not in self.further]

    @property
    def folded(self):
        """Return the questions behind a press."""
        return [self[name] for name in self.further]

    @property
    def has_more(self):
        """Tell whether something behind the press was filled in, or refused."""
        told = [self[name].value() for name in self.further]
        return any(told) or any(name in self.errors for name in self.further)

    def before(self, like):
        """Return what is copied of an entry."""
        return {"site": like.site_id}

    def last_site(self):
        """Return where this was done the last time."""
        mine = my_entries(self.user, self.day).standing().filter(kind=self.kind)
        last = mine.order_by("-done_at", "-pk").first()
        return last.site_id if last else None

    def one_choice(self, name, rows):
        """Choose what there is only one of."""
        listed = list(rows[:2])
        if len(listed) == 1 and not self.initial.get(name):
            self.initial[name] = listed[0].pk

    @property
    def lacks_site(self):
        """Tell whether there is no place at which this can be done."""
        return not self.fields["site"].queryset.exists()

    @property
    def lacking(self):
        """Return what is missing before this can be written, or nothing."""
        return self.lack if self.lacks_site else ""

    def keywords(self):
        told = {k: v for k, v in self.cleaned_data.items() if k not in {"done_on", "photos"}}
        done_on = self.cleaned_data["done_on"]
        # Of today it is now; of a day gone by nobody asks the hour.
        past = datetime.combine(done_on, NOON, tzinfo=VIETNAM)
        return {**told, "done_at": None if done_on == self.day else past}

    def cleaned_files(self):
        """Return the pictures that came along."""
        return self.cleaned_data["photos"]


class HarvestForm(DiaryForm):
    kind = DiaryEntry.Kind.HARVEST
    kinds = tuple(Site.GIVING)
    lack = "Chưa có vùng trồng, vùng nuôi nào. Hãy khai vùng trước."
    kg = WholeField(label="Khối lượng (kg)", min_value=1, max_value=MOST)
    goods = forms.CharField(
        label="Nguyên liệu", max_length=120, required=False,
        help_text="Để trống thì lấy theo tên cây, con của vùng.",
    )  # fmt: skip
    first = ("site", "kg")
    further = ("goods", "note")

    def before(self, like):
        goods = like.harvest.goods if like.harvest else ""
        return {"site": like.site_id, "kg": like.kg, "goods": goods}


class ProcessForm(DiaryForm):
    kind = DiaryEntry.Kind.PROCESS
    kinds = (Site.Kind.WORKSHOP, Site.Kind.PACKING, Site.Kind.AREA, Site.Kind.POND)
    product = forms.ModelChoiceField(
        label="Làm ra sản phẩm", queryset=Product.objects.none(), empty_label=None
    )
    code = forms.CharField(label="Số lô", max_length=20)
    units = WholeField(label="Số đơn vị làm ra", min_value=1, max_value=MOST)
    expires_on = DayField(label="Hạn sử dụng", required=False)
    first = ("product", "units", "code", "expires_on")

    def prepare(self):
        products = traceable(self.user, self.day).order_by("sort_key")
        self.fields["product"].queryset = products
        self.one_choice("product", products)
        self.initial.setdefault("code", f"L{self.day:%y%m%d}")
        harvests = my_harvests(self.user, self.day).select_related("site")
        lots = lots_at_hand(self.user, self.day).select_related("product")
        self.takes = []
        for row, left in harvests_with_left(harvests):
            words = f"{row.goods}, thu {row.brought_on:%d/%m/%Y}"
            self.add_taking(f"h{row.pk}", row, words, f"{row.code}, còn {left} kg", "kg")
        for row, left in lots_with_left(lots, self.producers()):
            words = f"{row.product}, lô {row.code}"
            self.add_taking(f"l{row.pk}", row, words, f"còn {left} đơn vị", "đơn vị")

    def producers(self):
        return set(my_sites(self.user, self.day).values_list("producer", flat=True))

    def add_taking(self, name, row, words, left, unit):
        """Add a number for how much of one harvest or lot went in."""
        label = f"{words} ({left})"
        self.fields[name] = WholeField(label=label, min_value=0, max_value=MOST, required=False)
        self.takes.append((name, row, words, left, unit))
        if unit != "kg":
            self.fields[f"{name}kg"] = WholeField(
                label="Cân nặng (kg)", min_value=0, max_value=MOST, required=False
            )

    @property
    def first_fields(self):
        """Return the questions before the inputs."""
        return [self[name] for name in self.first]

    @property
    def last_fields(self):
        """Return the questions after the inputs."""
        return [self[name] for name in ("site", "done_on", "photos")]

    def harvest_takings(self):
        """Return the harvests for the page: the field, its words, and what is left."""
        return [
            (self[name], words, left)
            for name, _row, words, left, unit in self.takes
            if unit == "kg"
        ]

    def lot_takings(self):
        """Return the lots for the page: as harvests, and the field of their weight."""
        return [
            (self[name], words, left, self[f"{name}kg"])
            for name, _row, words, left, unit in self.takes
            if unit != "kg"
        ]

    @property
    def lacking(self):
        if super().lacking:
            return super().lacking
        if not self.fields["product"].queryset.exists():
            return "Chưa có sản phẩm nào để ghi."
        return "" if self.takes else "Chưa có nguyên liệu. Hãy ghi thu hoạch trước."

    def clean(self):
        for name, _row, _words, _left, unit in self.takes:
            told = self.cleaned_data
            if unit != "kg" and told.get(name) and not told.get(f"{name}kg"):
                self.add_error(f"{name}kg", "Hãy ghi các đơn vị này nặng bao nhiêu kg.")
        return super().clean()

    def keywords(self):
        told = super().keywords()
        inputs = []
        for name, row, _words, _left, unit in self.takes:
            amount, weight = told.pop(name), told.pop(f"{name}kg", None)
            if amount:
                lot = unit != "kg"
                inputs.append(Taken(row, weight if lot else amount, amount if lot else None))
        return {**told, "inputs": inputs}


class OfLotForm(DiaryForm):
    """Anything that is done with units of a lot at hand."""

    lot = LeftChoice(label="Lô", queryset=Lot.objects.none(), empty_label=None)
    units = WholeField(label="Số đơn vị", min_value=1, max_value=MOST)
    first = ("lot", "units")

    def prepare(self):
        lots = lots_at_hand(self.user, self.day).select_related("product")
        producers = set(my_sites(self.user, self.day).values_list("producer", flat=True))
        shown = lots_with_left(lots, producers)
        field = self.fields["lot"]
        field.left = {lot.pk: left for lot, left in shown}
        field.queryset = Lot.objects.filter(pk__in=field.left).select_related("product")
        self.one_choice("lot", field.queryset)

    def before(self, like):
        return {"site": like.site_id, "lot": like.lot_id, "units": like.units}

    @property
    def lacking(self):
        if super().lacking:
            return super().lacking
        if self.fields["lot"].queryset.exists():
            return ""
        return "Không còn lô nào trong tay. Hãy ghi chế biến để có lô."


class PackForm(OfLotForm):
    kind = DiaryEntry.Kind.PACK
    kinds = (Site.Kind.PACKING, Site.Kind.WORKSHOP, Site.Kind.STORE)
    per_case = WholeField(label="Đơn vị mỗi thùng", min_value=1, max_value=MOST, required=False)
    first = ("lot", "units")
    further = ("per_case", "note")

    def before(self, like):
        return {**super().before(like), "per_case": like.per_case}


class ShipForm(OfLotForm):
    kind = DiaryEntry.Kind.SHIP
    partner = forms.CharField(
        label="Gửi cho", max_length=200, required=False,
        help_text="Tên cửa hàng, siêu thị, đại lý. Để còn gọi hàng về được khi cần.",
    )  # fmt: skip
    partner_place = forms.CharField(label="Nơi nhận", max_length=250, required=False)
    partner_producer = forms.ModelChoiceField(
        label="Hoặc chủ thể OCOP trong sổ", queryset=None, required=False, empty_label="Không phải"
    )
    first = ("lot", "units", "partner", "partner_place", "partner_producer")

    def prepare(self):
        super().prepare()
        # Those with a place of their own, to which goods can come.
        self.fields["partner_producer"].queryset = takers(self.user, self.day)

    def before(self, like):
        return {
            **super().before(like),
            "partner": "" if like.partner_producer_id else like.partner,
            "partner_place": like.partner_place,
            "partner_producer": like.partner_producer_id,
        }


class SellForm(OfLotForm):
    kind = DiaryEntry.Kind.SELL
    partner = forms.CharField(
        label="Bán cho", max_length=200, required=False,
        help_text="Chỉ ghi khi bán cho đơn vị. Không ghi tên người mua lẻ.",
    )  # fmt: skip
    further = ("partner", "note")

    def before(self, like):
        return {**super().before(like), "partner": like.partner}


class SendingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.units} {obj.lot.product.name}, lô {obj.lot.code}, từ {obj.producer.name}"


class ReceiveForm(DiaryForm):
    kind = DiaryEntry.Kind.RECEIVE
    sending = SendingChoice(
        label="Chuyến hàng", queryset=DiaryEntry.objects.none(), empty_label=None
    )
    units = WholeField(label="Số thực nhận", min_value=1, max_value=MOST)
    first = ("sending", "units")

    def prepare(self):
        coming = coming_to_me(self.user, self.day).select_related("lot__product", "producer")
        self.fields["sending"].queryset = coming
        self.one_choice("sending", coming)
        first = coming.first()
        if first is not None:
            self.initial.setdefault("units", first.units)

    @property
    def lacking(self):
        if super().lacking:
            return super().lacking
        return "" if self.fields["sending"].queryset.exists() else "Không có hàng nào đang đến."


class WrongForm(Form):
    reason = forms.CharField(label="Sai ở đâu", max_length=250)


FORMS = {
    DiaryEntry.Kind.HARVEST: HarvestForm,
    DiaryEntry.Kind.PROCESS: ProcessForm,
    DiaryEntry.Kind.PACK: PackForm,
    DiaryEntry.Kind.SHIP: ShipForm,
    DiaryEntry.Kind.RECEIVE: ReceiveForm,
    DiaryEntry.Kind.SELL: SellForm,
}


def takers(user, day):
    """Return the producers to whom goods can be sent: those with places, mine left out."""
    mine = my_sites(user, day).values("producer")
    placed = Site.objects.in_use().values("producer")
    return Producer.objects.filter(pk__in=placed).exclude(pk__in=mine).order_by("sort_key")
