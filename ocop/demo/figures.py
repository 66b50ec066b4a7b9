"""What the demo's figures need beside the record: traits of communes, and free declarations."""

from ocop.demo.scene import Scene
from ocop.figures.declaring import CONSENT
from ocop.figures.models import Declaration, Trait
from ocop.figures.operations import declare, give_trait
from ocop.registry.models import Producer

ISLAND, REMOTE = Trait.Kind.ISLAND, Trait.Kind.REMOTE
RESOLUTION = "NQ 1679/NQ-UBTVQH15"
SAMPLE = "Dữ liệu mẫu: tỉnh ghi số văn bản tại đây"
# Codes of communes with what they are, by whose word, and whether that word is invented.
TRAITS = [
    ("06994", ISLAND, RESOLUTION, False),
    ("07192", ISLAND, RESOLUTION, False),
    ("06967", ISLAND, SAMPLE, True),
    ("06757", ISLAND, SAMPLE, True),
    ("06978", REMOTE, SAMPLE, True),
    ("06838", REMOTE, SAMPLE, True),
    ("06856", REMOTE, SAMPLE, True),
]


def tell_for_figures(scene: Scene) -> None:
    """Note islands and remote communes, and let invented producers declare for statistics."""
    act, communes = scene.act("tung", day=scene.began), scene.communes()
    if not Trait.objects.exists():
        for code, kind, source, is_sample in TRAITS:
            give_trait(
                communes[code], act, kind=kind, source=source, since=scene.began,
                is_sample=is_sample,
            )  # fmt: skip
    if not Declaration.objects.exists():
        for number, producer in enumerate(Producer.objects.filter(is_sample=True).order_by("pk")):
            declare(producer, act, is_minority=number % 3 == 0, consent=CONSENT, channel="paper")
