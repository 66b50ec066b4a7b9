"""The hand-written table: which rows are tried at an address, and who reaches each of them.

Each door has its own module: ``walked_office``, ``walked_producer``, ``walked_council``,
``walked_trace``, and ``walked_public`` for what stands in none.
"""

from tests.house.walked_council import council
from tests.house.walked_office import office
from tests.house.walked_producer import producer
from tests.house.walked_public import public
from tests.house.walked_spots import joined
from tests.house.walked_trace import traced

DOORS = (office, producer, council, traced, public)


def table(the):
    """Return, by how an address begins, the rows to try and who reaches them: longest first."""
    rows = joined(door(the) for door in DOORS)
    return dict(sorted(rows.items(), key=lambda row: -len(row[0])))
