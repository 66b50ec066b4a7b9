"""Rules that can be read off the source: each takes a module's text and names what breaks it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OCOP = ROOT / "ocop"

WRITES = {"bulk_create", "bulk_update", "create", "get_or_create", "save", "update_or_create"}
# The same words on dictionaries, sessions and forms write no row.
ROW_WRITES = {"delete", "update"}
NO_ROWS = {"attrs", "context", "data", "extra", "headers", "initial", "params", "query", "session"}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}


def modules(pattern: str = "**/*.py") -> Iterator[tuple[Path, str]]:
    """Yield the modules of the product with their text, migrations left out."""
    for path in sorted(OCOP.glob(pattern)):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT), path.read_text("utf-8")


def packages() -> list[str]:
    """List the packages of the product."""
    return sorted(path.parent.name for path in OCOP.glob("*/__init__.py"))


def writes(source: str) -> list[str]:
    """Name the calls that write rows."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [_told(call) for call in calls if _writes_rows(call)]


def _writes_rows(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, call.func.value
    last = getattr(receiver, "attr", None) or getattr(receiver, "id", None)
    if name in WRITES:
        return last != "store"  # files, not rows
    is_plain = isinstance(receiver, ast.Dict | ast.Set) or last in NO_ROWS
    return name in ROW_WRITES and not is_plain


def clocks(source: str) -> list[str]:
    """Name the calls that read the clock: they need no argument to know the time."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [_told(call) for call in calls if _reads_clock(call)]


def _reads_clock(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"now", "utcnow", "today"}:
        receiver = getattr(call.func, "value", None)
        whose = getattr(receiver, "attr", None) or getattr(receiver, "id", "now")
        return whose in {"date", "datetime", "dt", "timezone", "now"}
    return name in CLOCKS and not call.args and not call.keywords


def floats(source: str) -> list[str]:
    """Name the fields, conversions and numbers that are not exact."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "FloatField":
            found.append(_told(node))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float":
            found.append(_told(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(_told(node))
    return found


def acts(source: str) -> list[str]:
    """Name what is wrong with the operations of a module.

    An operation is atomic, is told who acts and when (after the thing, if there is one), and
    writes history. A function that is not atomic writes nothing by itself.
    """
    tree = ast.parse(source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    wrong = []
    for name, function in functions.items():
        if _is_atomic(function):
            wrong += [f"{name}: {fault}" for fault in _faults(function, functions)]
        elif not name.startswith("_") and writes(ast.unparse(function)):
            wrong.append(f"{name}: writes, and is not atomic")
    return wrong


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(part) == "transaction.atomic" for part in function.decorator_list)


def _faults(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> Iterator[str]:
    told = [ast.unparse(part.annotation or ast.Constant(0)) for part in function.args.args[:2]]
    if "Act" not in told:
        yield "takes no Act"
    if len(function.args.args) > 2:
        yield "takes more than (thing, act) by position"
    if "record" not in _calls(function, functions):
        yield "writes no history"


def _calls(
    function: ast.FunctionDef,
    functions: dict[str, ast.FunctionDef],
    seen: frozenset[str] = frozenset(),
) -> set[str]:
    """Return the names called by a function, and by the helpers of its module that it calls."""
    names = {
        getattr(node.func, "id", "") for node in ast.walk(function) if isinstance(node, ast.Call)
    }
    for name in names - seen - {function.name}:
        if name in functions:
            names = names | _calls(functions[name], functions, seen | {function.name, name})
    return names


def _told(node: ast.expr) -> str:
    return f"line {node.lineno}: {ast.unparse(node)[:60]}"
