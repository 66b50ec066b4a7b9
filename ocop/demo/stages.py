"""Carries each sample dossier of this season to the stage that its row names."""

from collections.abc import Callable
from dataclasses import dataclass

from ocop.accounts.models import User
from ocop.demo.clock import Clock
from ocop.demo.scene import Row, Scene, rows
from ocop.demo.staff import officer_of, speaker_of
from ocop.demo.walk import Aim, assess, enclose, fill_in, propose
from ocop.dossiers import operations
from ocop.dossiers.clocks import last_overdue_filing
from ocop.dossiers.models import Dossier, Return
from ocop.kernel.act import Act
from ocop.registry.models import Product

OFFICE = "tung"
# Told by ``ocop.demo.story`` instead, in front of whoever asks for it.
STORY = "story"
Stop = tuple[str, int, int]

COMMUNE_ASKS = (
    "Bản công bố chất lượng thiếu trang kết quả kiểm nghiệm. Hãy chụp đủ các trang rồi gửi lại ở "
    "phần Chất lượng sản phẩm."
)
PROVINCE_ASKS = (
    "Hợp đồng mua nguyên liệu đã hết hạn. Hãy gửi hợp đồng còn hiệu lực và sổ ghi vùng nguyên "
    "liệu của năm nay."
)


@dataclass
class Walker:
    """One sample dossier on its way: its row, its people, its clock."""

    row: Row
    product: Product
    clock: Clock
    signer: User
    officer: User
    office: User
    dossier: Dossier | None = None

    def go(self, stops: tuple[Stop, ...]) -> Dossier:
        """Do the acts of ``stops`` in their order, and return the dossier."""
        for what, days, hour in stops:
            who, step = ACTS[what]
            step(self, self.clock.act(getattr(self, who), days, hour))
        assert self.dossier is not None
        return self.dossier

    @property
    def aim(self) -> Aim:
        """Return what the row says that the dossier is worth."""
        return Aim.of(self.row)


def _prepare(walker: Walker, act: Act) -> None:
    kind = walker.row["dossier"]["kind"]
    walker.dossier = operations.prepare(act, product=walker.product, kind=kind)


def _step(step: Callable[[Dossier, Act], object]) -> Callable[[Walker, Act], None]:
    def taken(walker: Walker, act: Act) -> None:
        assert walker.dossier is not None
        step(walker.dossier, act)

    return taken


def _fill(walker: Walker, act: Act) -> None:
    assert walker.dossier is not None
    fill_in(walker.dossier, act, signer=walker.signer, aim=walker.aim)


def _send_back(by: str, reasons: str) -> Callable[[Dossier, Act], object]:
    return lambda dossier, act: operations.send_back(dossier, act, by=by, reasons=reasons)


# Each act, and which of the walker's people does it.
ACTS: dict[str, tuple[str, Callable[[Walker, Act], None]]] = {
    "prepare": ("signer", _prepare),
    "fill": ("signer", _fill),
    "enclose": ("signer", _step(enclose)),
    "submit": ("signer", _step(operations.submit)),
    "withdraw": ("signer", _step(operations.withdraw)),
    "receive": ("officer", _step(operations.receive)),
    "propose": ("officer", _step(propose)),
    "ask more": ("officer", _step(_send_back(Return.By.COMMUNE, COMMUNE_ASKS))),
    "assess": ("office", _step(assess)),
    "ask anew": ("office", _step(_send_back(Return.By.PROVINCE, PROVINCE_ASKS))),
}


def _filed(days: int) -> tuple[Stop, ...]:
    early = (("prepare", days + 8, 8), ("fill", days + 4, 9), ("enclose", days + 4, 10))
    return (*early, ("submit", days, 11))


def _received(days: int) -> tuple[Stop, ...]:
    return (*_filed(days), ("receive", days - 2, 14))


def _proposed(filed: int, days: int) -> tuple[Stop, ...]:
    return (*_received(filed), ("propose", days, 15))


def _assessed(filed: int, proposed: int, days: int) -> tuple[Stop, ...]:
    return (*_proposed(filed, proposed), ("assess", days, 16))


# The oldest act lies 70 days back: the law of the demo must have been in force by then.
_FIRST_SITTING, _SECOND_SITTING = _assessed(60, 50, 42), _assessed(50, 39, 29)
WAYS: dict[str, tuple[Stop, ...]] = {
    "draft": (("prepare", 9, 8), ("fill", 5, 19)),
    "submitted": _filed(4),
    "received": _received(9),
    "returned": (*_received(14), ("ask more", 6, 16)),
    "withdrawn": (*_received(17), ("withdraw", 11, 9)),
    "returned_by_province": (*_proposed(30, 19), ("ask anew", 8, 10)),
    "proposed": _proposed(24, 12),
    "assessed": _assessed(32, 21, 9),
    "sitting": _assessed(36, 25, 15),
    "closed": _assessed(42, 31, 20),
    "written": _assessed(40, 30, 20),
    "minuted": _SECOND_SITTING,
    "recognized": _SECOND_SITTING,
    "forwarded": _FIRST_SITTING,
    "central": _FIRST_SITTING,
    "given_back": _FIRST_SITTING,
    "failed": _FIRST_SITTING,
}
# Stages whose dossiers come on different days; those of one sitting keep together.
SCATTERED = {"draft", "submitted", "received", "returned", "proposed", "assessed"}


def way(scene: Scene, row: Row) -> tuple[Stop, ...]:
    """Return the acts that lead to the row's stage, with days before the demo's day and hours."""
    stage = row["dossier"]["stage"]
    if stage == "overdue":
        return _filed((scene.on - last_overdue_filing(scene.on)).days + 3)
    if stage in SCATTERED:
        scatter = int(row["id"].removeprefix("S")) % 4
        return tuple((what, days + scatter, hour) for what, days, hour in WAYS[stage])
    return WAYS[stage]


def carry_all(scene: Scene) -> list[Walker]:
    """Carry every sample product without a dossier to its stage, the oldest dossier first."""
    planned = [row for row in rows("samples")["products"] if _is_mine(row)]
    planned.sort(key=lambda row: -way(scene, row)[0][1])
    names = [row["name"] for row in planned]
    known = set(Dossier.objects.values_list("product", flat=True))
    found = Product.objects.filter(is_sample=True, name__in=names)
    products = {p.name: p for p in found.select_related("producer", "commune__province")}
    walkers = []
    for row in planned:
        product = products[row["name"]]
        if product.pk not in known:
            walker = _walker(scene, row, product)
            walker.go(way(scene, row))
            walkers.append(walker)
    return walkers


def _is_mine(row: Row) -> bool:
    return row["dossier"] is not None and row["dossier"]["stage"] != STORY


def _walker(scene: Scene, row: Row, product: Product) -> Walker:
    return Walker(
        row=row,
        product=product,
        clock=Clock(scene.on),
        signer=speaker_of(scene, product.producer),
        officer=officer_of(scene, product.commune),
        office=scene.user(OFFICE),
    )
