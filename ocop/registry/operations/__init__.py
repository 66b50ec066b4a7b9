"""What may be done to the standing record: one function an act."""

from ocop.registry.operations.delegations import assist, delegate, end_delegation
from ocop.registry.operations.intake import import_registry
from ocop.registry.operations.messages import write_to_producers
from ocop.registry.operations.papers import (
    add_paper,
    add_paper_file,
    amend_paper,
    remove_paper,
    remove_paper_file,
)
from ocop.registry.operations.producers import (
    appoint,
    describe_producer,
    dismiss,
    merge_producers,
    register_producer,
)
from ocop.registry.operations.products import (
    assign_code,
    describe_product,
    keep_legacy_code,
    merge_products,
    register_product,
    retire_product,
)
from ocop.registry.operations.telling import add_photo, remove_photo, tell_story

__all__ = [
    "add_paper",
    "add_paper_file",
    "add_photo",
    "amend_paper",
    "appoint",
    "assign_code",
    "assist",
    "delegate",
    "describe_producer",
    "describe_product",
    "dismiss",
    "end_delegation",
    "import_registry",
    "keep_legacy_code",
    "merge_producers",
    "merge_products",
    "register_producer",
    "register_product",
    "remove_paper",
    "remove_paper_file",
    "remove_photo",
    "retire_product",
    "tell_story",
    "write_to_producers",
]
