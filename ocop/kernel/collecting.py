"""The collector of cycles, fit for a server: what is loaded stays, requests make few cycles."""

import gc

# A document of a thousand events is some tens of thousands of objects, and none is in a cycle.
YOUNG = 20_000


def settle() -> None:
    """Have the collector leave alone what is loaded by now, and look at the rest less often.

    Else it walks through all of the program again and again while a large document is taken in.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
