"""The standing record of the demo province: real producers and products, and marked samples."""

from decimal import Decimal

from django.db import transaction

from ocop.demo.scene import Row, Scene, rows
from ocop.places.models import Commune
from ocop.registry.models import Producer, Product
from ocop.registry.operations import (
    add_paper,
    appoint,
    register_producer,
    register_product,
    tell_story,
)

CONFIDENCE = {"high": "cao", "medium": "vừa", "low": "thấp"}


def register_all(scene: Scene) -> None:
    """Register every producer and product that is not there yet, and who speaks for whom."""
    communes = scene.communes()
    producers = _producers(scene, communes)
    _appoint(scene, producers)
    known = set(Product.objects.values_list("producer_id", "name"))
    for row in [*rows("products")["products"], *rows("samples")["products"]]:
        producer = producers[row["producer"]]
        if (producer.pk, row["name"]) not in known:
            _product(scene, row, producer, communes[row["commune"]])


def _producers(scene: Scene, communes: dict[str, Commune]) -> dict[str, Producer]:
    act = scene.act("tung", day=scene.began)
    known = {producer.name: producer for producer in Producer.objects.all()}
    found = {}
    for row in [*rows("producers")["producers"], *rows("samples")["producers"]]:
        found[row["key"]] = known.get(row["name"]) or register_producer(
            act,
            kind=row["kind"],
            name=row["name"],
            commune=communes[row["commune"]],
            address=row.get("address", ""),
            is_sample=row.get("sample", False),
            source=_told(row),
        )
    return found


def _appoint(scene: Scene, producers: dict[str, Producer]) -> None:
    act = scene.act("tung", day=scene.began, hour=10)
    for row in rows("cast")["representatives"]:
        producer, user = producers[row["producer"]], scene.user(row["username"])
        if not producer.representatives.filter(user=user).exists():
            appoint(producer, act, user=user, position=row["position"])


@transaction.atomic
def _product(scene: Scene, row: Row, producer: Producer, commune: Commune) -> None:
    act = scene.act("tung", day=scene.began, hour=11)
    product = register_product(
        act,
        producer=producer,
        name=row["name"],
        set_number=row["set_number"],
        commune=commune,
        specification=row.get("specification", ""),
        description=row.get("description", ""),
        is_sample=row.get("sample", False),
        source=_told(row),
    )
    if story := row.get("story"):
        told_by = f"Viết theo nguồn công khai, chờ chủ thể xác nhận: {story['source']}"
        tell_story(product, act, text=story["text"], source=told_by)
    for paper in row.get("attestations", ()):
        add_paper(
            act,
            producer=producer,
            product=product,
            kind=paper["kind"],
            scope=paper["scope"],
            area_ha=Decimal(paper["area_ha"]) if "area_ha" in paper else None,
            source=paper["source_url"],
        )


def _told(row: Row) -> str:
    """Return where a row comes from and what is doubtful about it, as the office reads it."""
    if row.get("sample"):
        return "Dữ liệu mẫu, không phải hồ sơ có thật."
    parts = [row.get("source_url", "")]
    if row.get("confidence"):
        parts.append(f"Độ tin cậy: {CONFIDENCE[row['confidence']]}.")
    if row.get("record_kind"):
        parts.append(f"Nguồn ghi: {row['record_kind']}.")
    parts += [row.get("note", ""), row.get("commune_note", "")]
    return "\n".join(part for part in parts if part)
