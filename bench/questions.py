"""What visitors ask the catalogue: 200 different questions, a few of them again and again."""

from random import Random
from urllib.parse import quote_plus

from bench.words import KINDS, MANNERS, PLACES, PRODUCERS
from ocop.kernel.text import fold

DIFFERENT = 200
ASKED = 4000


def questions() -> list[str]:
    """Return the different questions, without accents, the most asked first."""
    random = Random(200)
    kinds = [kind for kind, _ in KINDS]
    made = dict.fromkeys(kinds)
    while len(made) < DIFFERENT:
        shape = random.randrange(4)
        if shape == 0:
            made[f"{random.choice(kinds)} {random.choice(PLACES)}"] = None
        elif shape == 1:
            made[f"{random.choice(kinds)} {random.choice(MANNERS)}".strip()] = None
        elif shape == 2:
            made[f"{random.choice(PRODUCERS)[1]} {random.choice(PLACES)}"] = None
        else:
            made[random.choice(PLACES)] = None
    asked = [fold(words) for words in made]
    random.shuffle(asked)
    return asked


def paths() -> list[str]:
    """Return addresses as they are asked in turn: the n-th question 1/n as often as the first."""
    random = Random(1)
    different = questions()
    weights = [1 / rank for rank in range(1, len(different) + 1)]
    drawn = random.choices(different, weights, k=ASKED)
    # Each is asked at least once, so that "200 different" is true of what was measured.
    return [f"/san-pham/?tu={quote_plus(words)}" for words in [*different, *drawn]]
