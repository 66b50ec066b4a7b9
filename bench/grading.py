"""Grading against reading the same document, and a council against the same sums on integers."""

import json
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

from bench.figure import Figure, interleaved
from ocop.rulesets import bundled
from ocop.rulesets.document import grade
from ocop.rulesets.scoring import ByLaw, Card, conclude

RULESET = "qd26-2026"
SET = 8
SEATS = 9
PRODUCTS = 100
REPEATED = 3000


def figures() -> Iterator[Figure]:
    """Grade documents of one card and of nine, and a sitting of a hundred products."""
    for cards in (1, SEATS):
        text = json.dumps(document(cards))
        seconds = interleaved(
            {
                "read": lambda text=text: timed(lambda: json.loads(text)),
                "graded": lambda text=text: timed(lambda: json.dumps(grade(json.loads(text)))),
            }
        )
        name = f"grade, one sheet with {cards} card{'s' if cards > 1 else ''} / json.loads of it"
        yield Figure(name, seconds["graded"] / seconds["read"], at_most=10)
    sitting = [[Card(f"Ủy viên {n}", marks) for n, marks in enumerate(one)] for one in council()]
    by_law = ByLaw(seats=SEATS, quorum=Fraction(3, 4), spread=100, floors="mean")
    sheet = bundled.ruleset(RULESET).sheets[SET]
    parts = [[c.code for c in part.criteria] for part in sheet.parts]
    seconds = interleaved(
        {
            "sums": lambda: timed(lambda: [sums(cards, parts) for cards in sitting], 3),
            "concluded": lambda: timed(lambda: [conclude(sheet, by_law, c) for c in sitting], 3),
        }
    )
    yield Figure(
        "council of 9 on 100 products / the same sums on integers",
        seconds["concluded"] / seconds["sums"],
        at_most=20,
    )


def timed(work: Callable[[], Any], times: int = REPEATED) -> float:
    """Return the processor's seconds that ``work`` takes, done so many times."""
    begun = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - begun


def sums(cards: list[Card], parts: list[list[str]]) -> tuple[list[int], list[int], list[int]]:
    """Total each card, each criterion and each part, and do nothing else."""
    totals = [sum(card.marks.values()) for card in cards]
    columns = [sum(column) for column in zip(*(card.marks.values() for card in cards), strict=True)]
    by_part = [sum(card.marks[code] for card in cards for code in part) for part in parts]
    return totals, columns, by_part


def council() -> list[list[dict[str, int]]]:
    """Return the marks of nine councillors for each product of a sitting."""
    random = Random(9)
    return [[marks(random) for _ in range(SEATS)] for _ in range(PRODUCTS)]


def marks(random: Random) -> dict[str, int]:
    """Return points for every criterion of the sheet, one option each, the higher ones likelier."""
    sheet = bundled.ruleset(RULESET).sheets[SET]
    points: dict[str, int] = {}
    for criterion in sheet.criteria:
        ladder = sorted(option.points for option in criterion.options_in(None))
        parent = criterion.depends_on
        points[criterion.code] = 0 if parent and not points[parent] else random.choice(ladder[-2:])
    return points


def document(cards: int) -> dict[str, Any]:
    """Return a document of so many cards."""
    random = Random(cards)
    return {
        "ruleset": RULESET,
        "set": SET,
        "case": None,
        "by_law": {"seats": cards, "quorum": "3/4", "spread": 100, "floors": "mean"},
        "cards": [{"councillor": f"Ủy viên {n}", "marks": marks(random)} for n in range(cards)],
        "knockouts": [],
    }
