"""Symbols that are added up are those that an encoder draws one by one, and are read again."""

import numpy as np
import pytest
import zxingcpp
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from ocop.stamps.minting import Run
from ocop.stamps.serials import BODY, HEAD, Key, key_id
from ocop.stamps.symbols import Symbols

KEY = Key(key_id("22", 3), 2026, bytes(range(32)))
RUN = Run(KEY, 7, "T/SP-00001", 1, 400)
QUIET = 4
# Where letters pair up in a code depends on how many stand before them.
EVEN, ODD = "HTTPS://OCOP.EXAMPLE.VN/T/SP-0001/", "HTTPS://OCOP.EXAMPLE.VN/T/SP-00001/"


def alone(link, symbols):
    """Return the rows of a link's symbol as the encoder draws it by itself, under each mask."""
    drawn = []
    for mask in range(8):
        code = QRCode(
            version=(symbols.side - 17) // 4, error_correction=ERROR_CORRECT_M, mask_pattern=mask
        )
        code.add_data(QRData(link, mode=MODE_ALPHA_NUM), optimize=0)
        code.make(fit=False)
        drawn.append(np.packbits(np.array(code.modules, bool), axis=1).tobytes())
    return drawn


def picture(bits, symbols):
    """Return one symbol with its quiet zone, two dots a module, as at 150 dpi."""
    rows = np.unpackbits(bits.reshape(symbols.side, symbols.stride), axis=1)[:, : symbols.side]
    whole = np.pad(255 * (1 - rows), QUIET, constant_values=255)
    return np.ascontiguousarray(whole.repeat(2, axis=0).repeat(2, axis=1))


@pytest.mark.parametrize("prefix", [EVEN, ODD])
def test_added_parts_are_the_symbol_that_an_encoder_draws_bit_by_bit(prefix):
    symbols = Symbols(prefix + RUN.head, BODY)
    drawn = symbols.drawn(RUN.bodies(1, 400))
    serials = RUN.serials(1, 400)

    [mask] = [
        mask
        for mask, rows in enumerate(alone(prefix + serials[0], symbols))
        if rows == drawn[0].tobytes()
    ]

    for bits, serial in list(zip(drawn, serials, strict=True))[::2]:
        assert bits.tobytes() == alone(prefix + serial, symbols)[mask]


@pytest.mark.parametrize("prefix", [EVEN, ODD])
def test_every_symbol_is_read_as_its_link_by_a_reader_that_did_not_draw_it(prefix):
    symbols = Symbols(prefix + RUN.head, BODY)
    drawn = symbols.drawn(RUN.bodies(1, 400))

    read = [zxingcpp.read_barcode(picture(bits, symbols)) for bits in drawn]

    assert [code.text for code in read] == [prefix + serial for serial in RUN.serials(1, 400)]


@pytest.mark.parametrize("prefix", [EVEN, ODD])
def test_a_caption_follows_each_symbol_and_leaves_it_as_it_is(prefix):
    bare = Symbols(prefix + RUN.head, BODY)
    symbols = Symbols(prefix + RUN.head, BODY, caption=RUN.head)

    drawn = symbols.drawn(RUN.bodies(1, 400))

    assert [bytes(row[symbols.size :]).decode() for row in drawn] == RUN.serials(1, 400)
    assert np.array_equal(drawn[:, : symbols.size], bare.drawn(RUN.bodies(1, 400)))


def test_a_head_is_what_all_serials_of_a_batch_begin_with():
    assert {serial[:HEAD] for serial in RUN.serials(1, 400)} == {RUN.head}
