"""Mass balance: stamps ordered, units of the lot, and the raw material behind it. Pure."""

from dataclasses import dataclass
from enum import StrEnum

SQUARE_METRES, GRAMS = 10_000, 1_000


class Edge(StrEnum):
    """The two places where a balance can break."""

    STAMPS = "stamps"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Balance:
    """What is known of one lot: all in whole units and whole kilograms.

    ``wanted`` are the stamps of this order, ``taken`` those ordered before and not voided.
    ``capacity_kg`` is what the source can give, ``used_kg`` what other lots took of it;
    without a source neither is known, and nothing bears the units.
    """

    wanted: int
    taken: int
    units: int
    material_kg: int
    grams_per_unit: int
    capacity_kg: int | None
    used_kg: int = 0

    @property
    def stamps_left(self) -> int:
        """Return how many stamps the lot's units still bear."""
        return max(0, self.units - self.taken)

    @property
    def material_left_kg(self) -> int:
        """Return what the source still has for this lot."""
        return max(0, (self.capacity_kg or 0) - self.used_kg)

    @property
    def borne_units(self) -> int:
        """Return how many units the material behind the lot can make."""
        return min(self.material_kg, self.material_left_kg) * GRAMS // self.grams_per_unit

    @property
    def broken(self) -> list[Edge]:
        """Return where the balance breaks: stamps ≤ units ≤ what the material can make."""
        edges = [Edge.STAMPS] if self.taken + self.wanted > self.units else []
        short = self.material_kg > self.material_left_kg or self.units > self.borne_units
        return [*edges, Edge.MATERIAL] if short else edges

    @property
    def holds(self) -> bool:
        """Tell whether the order stays within the lot, and the lot within its material."""
        return not self.broken

    @property
    def reasons(self) -> list[str]:
        """Return in words where it breaks."""
        words = {
            Edge.STAMPS: (
                f"Lô có {self.units} đơn vị, đã đặt {self.taken} tem, "
                f"còn đặt được {self.stamps_left} tem, đơn này đặt {self.wanted} tem."
            ),
            Edge.MATERIAL: self._material(),
        }
        return [words[edge] for edge in self.broken]

    def _material(self) -> str:
        if self.capacity_kg is None:
            return "Lô chưa ghi nguồn nguyên liệu nên chưa đối chiếu được số đơn vị."
        return (
            f"Nguồn nguyên liệu còn {self.material_left_kg} kg cho lô này, đủ làm "
            f"{self.borne_units} đơn vị; lô ghi dùng {self.material_kg} kg, {self.units} đơn vị."
        )


def harvest_kg(area_m2: int, kg_per_ha: int) -> int:
    """Return what a growing area gives, cut to whole kilograms."""
    return area_m2 * kg_per_ha // SQUARE_METRES
