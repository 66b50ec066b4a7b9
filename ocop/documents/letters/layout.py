"""An official paper as data: what NĐ 30/2020/NĐ-CP lays out, and nothing of how it is written."""

from dataclasses import dataclass
from datetime import date

# What the record does not hold is left open, to be written by hand.
BLANK = "…………"
SHORT_BLANK = "……"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``lead`` opens it in bold, and a line break starts a new paragraph."""

    text: str
    lead: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, a line each; an empty value is left open."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose headers repeat on every page.

    ``widths`` are shares of the line; ``aligned`` has one letter a column (l, c or r);
    ``strong`` are the numbers of the rows in bold, from 0.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    aligned: str = ""
    strong: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a row that does not match its headers: that is a fault of ours."""
        columns = len(self.headers)
        if any(len(row) != columns for row in self.rows):
            raise ValueError("Every row of a table has one cell a header.")
        if self.widths and len(self.widths) != columns:
            raise ValueError("Every column of a table has a width, or none has.")

    @property
    def shares(self) -> tuple[int, ...]:
        """Return the share of each column."""
        return self.widths or (1,) * len(self.headers)

    @property
    def sides(self) -> str:
        """Return the letter of each column, left unless told."""
        return self.aligned.ljust(len(self.headers), "l")


Block = Paragraph | Facts | Table


def heading(text: str) -> Paragraph:
    """Return a line in bold that opens a part."""
    return Paragraph(text, bold=True)


def article(number: int, text: str) -> Paragraph:
    """Return an article of a decision: its number stands in bold before its text."""
    return Paragraph(text, lead=f"Điều {number}.")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: for whom (TM., KT., TL.), in which post, how, and the printed name."""

    post: str
    authority: str = ""
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A list that goes with the paper, on pages of its own."""

    title: str
    blocks: tuple[Block, ...]
    label: str = "Phụ lục"
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """An official paper; what is empty of its head is left open to be written by hand.

    ``kind`` is its type, empty for an official letter (công văn); a paper that bears no number
    has None; ``made_on`` dates the file, so that equal letters are equal bytes.
    """

    title: str
    agency: str
    place: str
    made_on: date
    parent: str = ""
    number: str | None = ""
    day: date | None = None
    kind: str = ""
    about: str = ""
    issuer: str = ""
    grounds: tuple[str, ...] = ()
    resolution: str = ""
    addressed: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
    annexes: tuple[Annex, ...] = ()
    sample: bool = False

    @property
    def is_letter(self) -> bool:
        """Tell whether it is an official letter, which names no type but what it is about."""
        return not self.kind

    @property
    def numbered(self) -> str:
        """Return the line of the number, open where there is none yet; empty if it bears none."""
        return "" if self.number is None else f"Số: {self.number or SHORT_BLANK}"

    @property
    def dated(self) -> str:
        """Return the line of place and day."""
        return f"{self.place or BLANK}, ngày {long_day(self.day)}"

    @property
    def belongs(self) -> str:
        """Return the line by which an annex names its paper."""
        number = self.number or SHORT_BLANK
        kind = self.kind.capitalize() or "Công văn"
        return f"(Kèm theo {kind} số {number} ngày {long_day(self.day)})"


def long_day(day: date | None) -> str:
    """Return the date as official papers write it: days and months below 10 and 3 get a zero.

    Without a day its numbers are left open.
    """
    # NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.4.b
    if day is None:
        return f"{SHORT_BLANK} tháng {SHORT_BLANK} năm {SHORT_BLANK}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02} tháng {month} năm {day.year}"


def open_or(value: str) -> str:
    """Return the value, or an open line where there is none."""
    return value.strip() or BLANK


def grounds_ended(grounds: tuple[str, ...]) -> list[str]:
    """Return the grounds as printed: a semicolon after each, a full stop after the last."""
    ends = [";"] * (len(grounds) - 1) + ["."]
    return [f"{text.rstrip(' ;.')}{end}" for text, end in zip(grounds, ends, strict=False)]


def recipients_ended(recipients: tuple[str, ...]) -> list[str]:
    """Return the recipients as printed, one a line behind a dash."""
    return [f"- {text}" for text in grounds_ended(recipients)]


def paragraphs(block: Paragraph) -> list[tuple[str, str]]:
    """Return the lines of a paragraph with what opens each in bold; blank lines are dropped."""
    lines = [line.strip() for line in block.text.splitlines() if line.strip()]
    if not lines:
        return [(block.lead, "")] if block.lead else []
    return [(block.lead, lines[0]), *(("", line) for line in lines[1:])]
