"""What may be done to places: load them as decided, and merge one into another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Heir, Predecessor, Province
from ocop.places.verbs import Verb

P = TypeVar("P", Province, Commune, Predecessor)


@dataclass(slots=True)
class Loaded:
    """How many rows a load wrote, and how many were right already."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def load_places(act: Act, *, data: dict[str, Any]) -> Loaded:
    """Write the provinces, communes and predecessors of ``data``; a second load changes nothing.

    What ``merge`` has ended since stays ended. History gets a line only when a row was written.
    """
    loaded = Loaded()
    provinces = _load_provinces(data["provinces"], loaded)
    province = provinces[data["province"]]
    communes = _load_communes(data["communes"], province, loaded)
    districts = _load_predecessors(
        [row for row in data["predecessors"] if row["level"] == "district"],
        province,
        {},
        loaded,
    )
    olds = [row for row in data["predecessors"] if row["level"] == "commune"]
    _load_heirs(olds, _load_predecessors(olds, province, districts, loaded), communes, loaded)
    if loaded.new or loaded.changed:
        record(act, Verb.LOADED, province, new=loaded.new, changed=loaded.changed)
    return loaded


@transaction.atomic
def merge(commune: Commune, act: Act, *, into: Commune, last_day: date) -> None:
    """End ``commune`` after ``last_day``; all it held is ``into``'s from the next day.

    Refused for a commune that has ended, and into itself, another province, or an ended commune.
    """
    lock(commune)
    if commune.valid_to is not None:
        raise Refused(
            f"{commune.full_name} đã kết thúc ngày {commune.valid_to:%d/%m/%Y}, "
            "không sáp nhập lần nữa."
        )
    if into == commune or into.province_id != commune.province_id:
        raise Refused("Hãy chọn một xã khác trong cùng tỉnh làm nơi nhận.", field="into")
    if into.valid_to is not None:
        raise Refused(
            f"{into.full_name} đã kết thúc ngày {into.valid_to:%d/%m/%Y}, hãy chọn nơi nhận khác.",
            field="into",
        )
    if last_day < commune.valid_from:
        raise Refused(
            f"{commune.full_name} lập ngày {commune.valid_from:%d/%m/%Y}; "
            "hãy chọn ngày kết thúc sau đó.",
            field="last_day",
        )
    commune.valid_to = last_day
    commune.save(update_fields=["valid_to"])
    old = Predecessor(
        code=commune.code,
        level=Predecessor.Level.COMMUNE,
        province_id=commune.province_id,
        full_name=commune.full_name,
        valid_to=last_day,
    )
    old.fold_names()
    old.save()
    Heir.objects.create(old=old, new=into, whole=True)
    record(act, Verb.MERGED, commune, into=into.code, last_day=last_day)


def _load_provinces(rows: list[dict[str, Any]], loaded: Loaded) -> dict[str, Province]:
    wanted = [
        Province(
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            merged_from=row["merged_from"],
            legal_basis=row["legal_basis"],
        )
        for row in rows
    ]
    fields = ["name", "full_name", "merged_from", "legal_basis"]
    _write(wanted, Province.objects.all(), fields, loaded)
    return {province.code: province for province in Province.objects.all()}


def _load_communes(
    rows: list[dict[str, Any]], province: Province, loaded: Loaded
) -> dict[str, Commune]:
    wanted = [
        Commune(
            code=row["code"],
            province=province,
            name=row["name"],
            full_name=row["full_name"],
            kind=row["kind"],
            old_district=row["old_district"],
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in rows
    ]
    for commune in wanted:
        commune.fold_names()
    fields = [
        "name",
        "full_name",
        "kind",
        "old_district",
        "valid_from",
        "folded",
        "sort_key",
    ]
    _write(wanted, Commune.objects.all(), fields, loaded)
    return {commune.code: commune for commune in Commune.objects.filter(province=province)}


def _load_predecessors(
    rows: list[dict[str, Any]],
    province: Province,
    districts: dict[str, Predecessor],
    loaded: Loaded,
) -> dict[str, Predecessor]:
    wanted = [
        Predecessor(
            code=row["code"],
            level=row["level"],
            province=province,
            full_name=row["full_name"],
            district=districts[row["district"]] if row["district"] else None,
            valid_to=date.fromisoformat(row["valid_to"]),
        )
        for row in rows
    ]
    for old in wanted:
        old.fold_names()
    codes = {(old.code, old.level, old.valid_to) for old in wanted}
    present = Predecessor.objects.filter(province=province)
    _write(wanted, present, ["full_name", "district_id", "folded"], loaded)
    return {old.code: old for old in present.all() if (old.code, old.level, old.valid_to) in codes}


def _load_heirs(
    rows: list[dict[str, Any]],
    olds: dict[str, Predecessor],
    communes: dict[str, Commune],
    loaded: Loaded,
) -> None:
    present = set(Heir.objects.values_list("old_id", "new_id"))
    wanted = [
        Heir(old=olds[row["code"]], new=communes[code], whole=len(row["heirs"]) == 1)
        for row in rows
        for code in row["heirs"]
    ]
    new = [heir for heir in wanted if (heir.old_id, heir.new_id) not in present]
    Heir.objects.bulk_create(new)
    loaded.new += len(new)
    loaded.same += len(wanted) - len(new)


def _write(
    wanted: Iterable[P], present: models.QuerySet[P], fields: list[str], loaded: Loaded
) -> None:
    """Create what is missing and update what differs in ``fields``; count all three."""
    known = {_key(place): place for place in present}
    new, changed = [], []
    for place in wanted:
        old = known.get(_key(place))
        if old is None:
            new.append(place)
        elif any(getattr(old, field) != getattr(place, field) for field in fields):
            place.pk = old.pk
            changed.append(place)
        else:
            loaded.same += 1
    manager = present.model._default_manager
    manager.bulk_create(new)
    if changed:
        manager.bulk_update(changed, [field.removesuffix("_id") for field in fields])
    loaded.new += len(new)
    loaded.changed += len(changed)


def _key(place: Province | Commune | Predecessor) -> tuple[object, ...]:
    if isinstance(place, Predecessor):
        return (place.code, place.level, place.valid_to)
    return (place.code,)
