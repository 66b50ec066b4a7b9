"""The collector of cycles is settled once, when a server has loaded what it needs."""

import gc

from ocop.kernel.collecting import YOUNG, settle


def test_what_is_loaded_is_not_looked_at_again():
    before = gc.get_threshold()
    try:
        settle()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == YOUNG
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
