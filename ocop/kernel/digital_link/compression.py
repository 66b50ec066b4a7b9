"""Compressed Digital Links: identifiers and values as bits, written in URL-safe base64.

GS1 Digital Link: Compression 1.x. An identifier is its digits, four bits each, or a code for an
often used series. A part of fixed digits is a number in as many bits as it may need; others say
by three bits how they are written, and how long they are.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ocop.kernel.digital_link.faults import Fault, Malformed
from ocop.kernel.digital_link.identifiers import IDENTIFIERS, LENGTHS, PRIMARY_KEYS, Part
from ocop.kernel.digital_link.syntax import Name, Pair, attributes_in

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
LONGEST = 2000
_SERIES = {
    "0A": "01 22", "0B": "01 10", "0C": "01 21", "0D": "01 17", "0E": "01 7003", "0F": "01 30",
    "1A": "01 10 21 17", "1B": "01 15", "1C": "01 11", "1D": "01 16", "1E": "01 91",
    "1F": "01 10 15", "9A": "8010 8011", "9B": "8017 8019", "9C": "8018 8019", "9D": "414 254",
    **{f"2{'ABCDEF'[places]}": f"01 310{places}" for places in range(6)},
    **{f"3{'ABCDEF'[places]}": f"01 320{places}" for places in range(6)},
    **{f"A{places}": f"01 392{places}" for places in range(10)},
    **{f"C{places}": f"255 390{places}" for places in range(10)},
    **{f"C{'ABCD'[places]}": f"255 394{places}" for places in range(4)},
}  # fmt: skip
_DIGITS, _LOWER, _UPPER, _SAFE, _ASCII = range(5)
_ALPHABETS = {_LOWER: "0123456789abcdef", _UPPER: "0123456789ABCDEF", _SAFE: ALPHABET}
_WAYS = (
    (_DIGITS, re.compile(r"[0-9]+")),
    (_LOWER, re.compile(r"[0-9a-f]+")),
    (_UPPER, re.compile(r"[0-9A-F]+")),
    (_SAFE, _PLAIN),
)


@dataclass(frozen=True, slots=True)
class Compressed:
    """What a compressed link held: what it names, what it says of it, and other words."""

    name: Name
    attributes: tuple[Pair, ...] = ()
    others: tuple[Pair, ...] = ()


class _Bits:
    """A row of bits that is read from its beginning."""

    def __init__(self, text: str) -> None:
        self.bits = "".join(f"{ALPHABET.index(one):06b}" for one in text)
        self.at = 0

    @property
    def left(self) -> int:
        return len(self.bits) - self.at

    def take(self, count: int) -> int:
        if count > self.left:
            raise Malformed(Fault.COMPRESSED)
        taken = self.bits[self.at : self.at + count]
        self.at += count
        return int(taken or "0", 2)


def looks_compressed(part: str) -> bool:
    """Tell whether a part of a path could be a compressed link: its letters are of base64."""
    return len(part) <= LONGEST and _PLAIN.fullmatch(part) is not None


def decompressed(text: str, key: Pair | None = None) -> Compressed:
    """Return what a compressed link says; ``key`` is the one that stood before it uncompressed.

    Refused when the bits are not written by the rules, or name nothing.
    """
    if not looks_compressed(text):
        raise Malformed(Fault.COMPRESSED)
    bits, pairs, others = _Bits(text), dict([key] if key else []), {}
    while bits.left > 8:
        code = f"{bits.take(8):02X}"
        if code.startswith("F"):
            word, value = _other(bits, int(code[1], 16))
            others[word] = value
            continue
        for ai in _series(code, bits):
            if ai in pairs:
                raise Malformed(Fault.COMPRESSED)
            pairs[ai] = _value(ai, bits)
    if bits.take(bits.left):
        raise Malformed(Fault.COMPRESSED)
    return _sorted_out(pairs, others)


def _sorted_out(pairs: dict[str, str], others: dict[str, str]) -> Compressed:
    keys = [ai for ai in pairs if ai in PRIMARY_KEYS]
    if len(keys) != 1:
        raise Malformed(Fault.COMPRESSED)
    key = keys[0]
    allowed = {ai: place for one in PRIMARY_KEYS[key] for place, ai in enumerate(one)}
    given = sorted((ai for ai in pairs if ai in allowed), key=allowed.__getitem__)
    name = Name(key, pairs[key], tuple((ai, pairs[ai]) for ai in given))
    rest = [(ai, value) for ai, value in pairs.items() if ai != key and ai not in allowed]
    return Compressed(name, tuple(attributes_in(rest, name)), tuple(others.items()))


def _series(code: str, bits: _Bits) -> list[str]:
    if code in _SERIES:
        return _SERIES[code].split()
    length = LENGTHS.get(code)
    if length is None:
        raise Malformed(Fault.COMPRESSED)
    ai = code + "".join(f"{bits.take(4):X}" for _ in range(length - 2))
    if ai not in IDENTIFIERS:
        raise Malformed(Fault.COMPRESSED)
    return [ai]


def _value(ai: str, bits: _Bits) -> str:
    return "".join(_taken(part, bits) for part in merged(IDENTIFIERS[ai]))


def _taken(part: Part, bits: _Bits) -> str:
    if part.kind == "N" and not part.is_optional and part.shortest == part.longest:
        return _number(bits, part.longest)
    if part.kind == "N":
        return _number(bits, bits.take(part.longest.bit_length()))
    way = bits.take(3)
    fixed = part.shortest == part.longest and not part.is_optional
    return _text(bits, way, part.longest if fixed else bits.take(part.longest.bit_length()))


def _other(bits: _Bits, first: int) -> Pair:
    length = first << 3 | bits.take(3)
    word = "".join(ALPHABET[bits.take(6)] for _ in range(length))
    way = bits.take(3)
    return word, _text(bits, way, bits.take(7))


def _number(bits: _Bits, digits: int) -> str:
    number = bits.take(width(digits))
    if number >= 10**digits:
        raise Malformed(Fault.COMPRESSED)
    return str(number).zfill(digits) if digits else ""


def _text(bits: _Bits, way: int, length: int) -> str:
    if way == _DIGITS:
        return _number(bits, length)
    if way == _ASCII:
        return "".join(chr(bits.take(7)) for _ in range(length))
    if way not in _ALPHABETS:
        raise Malformed(Fault.COMPRESSED)
    alphabet = _ALPHABETS[way]
    each = (len(alphabet) - 1).bit_length()
    return "".join(alphabet[bits.take(each)] for _ in range(length))


def width(digits: int) -> int:
    """Return how many bits hold any number of so many digits; none still takes one."""
    return max(1, (10**digits - 1).bit_length())


def merged(parts: tuple[Part, ...]) -> list[Part]:
    """Return the parts as they are compressed: neighbours of one kind are one part."""
    made = [parts[0]]
    for before, part in pairwise(parts):
        if before.kind == part.kind and _joins(before, part):
            made[-1] = replace(
                made[-1],
                shortest=made[-1].shortest + (0 if part.is_optional else part.shortest),
                longest=made[-1].longest + part.longest,
            )
        else:
            made.append(part)
    return [_loose(part) for part in made]


def _joins(before: Part, part: Part) -> bool:
    return (
        before.is_optional == part.is_optional
        and before.shortest == before.longest
        and (part.kind != "N" or part.shortest == part.longest)
    )


def _loose(part: Part) -> Part:
    return replace(part, shortest=0) if part.is_optional else part


def compressed(name: Name, attributes: tuple[Pair, ...] = ()) -> str:
    """Return the shortest-known writing of a link without series, identifiers in their order."""
    pairs = sorted([*name.pairs, *attributes])
    bits = "".join(_identifier(ai) + _written(ai, value) for ai, value in pairs)
    bits += "0" * (-len(bits) % 6)
    return "".join(ALPHABET[int(bits[at : at + 6], 2)] for at in range(0, len(bits), 6))


def _identifier(ai: str) -> str:
    return "".join(f"{int(digit):04b}" for digit in ai)


def _written(ai: str, value: str) -> str:
    parts = merged(IDENTIFIERS[ai])
    made, rest = "", value
    for place, part in enumerate(parts):
        text = rest if place == len(parts) - 1 else rest[: part.longest]
        rest = rest[len(text) :]
        made += _part_bits(part, text)
    return made


def _part_bits(part: Part, text: str) -> str:
    fixed = part.shortest == part.longest and not part.is_optional
    if part.kind == "N" and fixed:
        return f"{int(text):0{width(part.longest)}b}"
    length = "" if fixed else f"{len(text):0{part.longest.bit_length()}b}"
    if part.kind == "N":
        return length + f"{int(text or '0'):0{width(len(text))}b}"
    way = next((way for way, shape in _WAYS if shape.fullmatch(text)), _ASCII)
    return f"{way:03b}{length}{_text_bits(way, text)}"


def _text_bits(way: int, text: str) -> str:
    if way == _DIGITS:
        return f"{int(text):0{width(len(text))}b}"
    if way == _ASCII:
        return "".join(f"{ord(one):07b}" for one in text)
    alphabet = _ALPHABETS[way]
    each = (len(alphabet) - 1).bit_length()
    return "".join(f"{alphabet.index(one):0{each}b}" for one in text)
