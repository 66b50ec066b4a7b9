"""The documents that the code writes about itself: flows, powers, and the gate of each address."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from ocop.accounts.permissions import HELD_BY, Permission, Role
from ocop.kernel.flow import Flow

NOTE = "<!-- Written by bin/manage write_docs; change the code, not this page. -->"


def flows_page() -> str:
    """Return docs/flows.md: every flow of every package, as a diagram."""
    parts = ["# Flows", NOTE, "How things move; a box carries the label that people read."]
    for package, name, flow in flows():
        title = name.removesuffix("FLOW").strip("_").lower().replace("_", " ")
        parts.append(f"## {package.capitalize()}{f': {title}' if title else ''}")
        parts.append(diagram(flow))
    return "\n\n".join(parts) + "\n"


def flows() -> Iterator[tuple[str, str, Flow]]:
    """Yield each flow with its package and its name, in the order of the packages."""
    for config in apps.get_app_configs():
        if config.name.startswith("ocop.") and find_spec(f"{config.name}.flow"):
            module = import_module(f"{config.name}.flow")
            for name, value in vars(module).items():
                if isinstance(value, Flow):
                    yield config.label, name, value


def diagram(flow: Flow) -> str:
    """Draw a flow as a Mermaid state diagram."""
    moves = [
        (source, move, target)
        for move, (sources, target) in flow.moves.items()
        for source in sorted(sources)
    ]
    states = list(dict.fromkeys(state for source, _, target in moves for state in (source, target)))
    boxes = [f"    {state.name}: {state.label}" for state in states]
    arrows = [f"    {source.name} --> {target.name}: {move}" for source, move, target in moves]
    return "\n".join(["```mermaid", "stateDiagram-v2", *boxes, *arrows, "```"])


def permissions_page() -> str:
    """Return docs/permissions.md: who holds which power, and what each address asks for."""
    heads = ["Quyền", *(str(role.label) for role in Role)]
    rows = [
        [f"{power.label} (`{power.value}`)", *(held(role, power) for role in Role)]
        for power in Permission
    ]
    told = (
        "Powers of a role hold in the place of the post. A producer's people act by representing "
        "it, and councillors by their seat; neither comes from a role."
    )
    table = "\n".join(line(row) for row in [heads, ["---"] * len(heads), *rows])
    asked = [["Address", "Who"], ["---", "---"], *([f"`{path}`", gate] for path, gate in gates())]
    gated = "\n".join(line(row) for row in asked)
    parts = ["# Permissions", NOTE, told, table, "## Addresses", ROWS, gated]
    return "\n\n".join(parts) + "\n"


def held(role: Role, power: Permission) -> str:
    """Mark whether the role holds the power."""
    return "●" if power in HELD_BY[role] else ""


ROWS = (
    "Who may knock. Behind the door everyone reaches only rows of their own place, producer or "
    "council; any other row does not exist for them (404)."
)
GATES = {
    "public": "anyone",
    "signed-in": "whoever is signed in",
    "key": "programs with a key",
}


def gates() -> Iterator[tuple[str, str]]:
    """Yield every address with what its view asks for; the library's pages ask for themselves."""
    for address, view in walk(get_resolver().url_patterns):
        gate = getattr(view, "gate", None)
        if gate is not None:
            yield "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", address), GATES.get(gate, f"`{gate}`")


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple]:
    """Yield every address with its view."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def line(cells: list[str]) -> str:
    """Write a row of a table."""
    return f"| {' | '.join(cells)} |"


PAGES = {"flows.md": flows_page, "permissions.md": permissions_page}
