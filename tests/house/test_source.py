"""The house rules that are read off the source."""

from tests.house import source

# The clock is read where a person or a timer comes in, and by the shelf that stands before it.
READS_THE_CLOCK = {"ocop/web/middleware.py", "ocop/web/keeping.py"}
# What is kept while somebody types is no act yet: it becomes one when it is filed or signed.
KEPT_WHILE_TYPING = {"keep", "keep_card", "keep_idea", "keep_plan"}
# A notice belongs to the act that tells it; that it was read is its reader's own business.
TOLD_AND_READ = {"tell", "mark_read", "mark_all_read"}
# A synced record is the acts that it carries; each of them writes its own line.
CARRIED = {"take_record"}
EXACT = {"kernel", "rulesets", "grading", "certificates", "dossiers", "cycles", "registry"}
ASTRONOMY = {"ocop/kernel/lunar.py"}


def broken(rule, modules):
    """Return what ``rule`` names, by module."""
    faults = {str(path): rule(text) for path, text in modules}
    return {path: found for path, found in faults.items() if found}


def test_the_web_writes_nothing_itself():
    assert broken(source.writes, source.modules("web/**/*.py")) == {}


def test_the_clock_is_read_at_the_door_only():
    inside = [(path, text) for path, text in source.modules() if "management" not in path.parts]
    reads = broken(source.clocks, inside)

    assert {path: found for path, found in reads.items() if path not in READS_THE_CLOCK} == {}


def test_points_and_money_are_exact():
    counting = [(path, text) for path, text in source.modules() if path.parts[1] in EXACT]
    rough = broken(source.floats, counting)

    assert {path: found for path, found in rough.items() if path not in ASTRONOMY} == {}


def test_an_operation_is_an_act_atomic_and_remembered():
    modules = [*source.modules("*/operations.py"), *source.modules("*/operations/*.py")]
    writing_history = "ocop/audit/operations.py"
    faults = broken(source.acts, [found for found in modules if str(found[0]) != writing_history])

    left = [
        f"{path}: {fault}"
        for path, found in faults.items()
        for fault in found
        if fault.split(":")[0] not in KEPT_WHILE_TYPING | TOLD_AND_READ | CARRIED
    ]
    assert left == []


def test_every_module_says_in_a_sentence_what_it_is():
    silent = [
        str(path)
        for path, text in source.modules()
        if text.strip() and path.name != "apps.py" and not text.lstrip().startswith('"""')
    ]

    assert silent == []
