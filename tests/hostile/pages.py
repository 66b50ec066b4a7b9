"""Reading the forms out of a page, as whoever attacks it does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {
    "_on": "01/10/2026",
    "email": "hoa@htx.vn",
    "website": "https://htx.vn",
    "phone": "0912 345 678",
    "username": "nguoi-moi",
    "year": "2027",
    "area": "1,5",
    "gtin": "8938505974194",
    "tax": "5700123456",
    "mean": "181/2",
    "password": "trà hoa vàng 2027",
}


@dataclass
class Blank:
    """One thing that a form sends: its kind, its values, and whether it may send several."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)

    @property
    def ticked(self) -> list[str]:
        """Return every box ticked, the first of other choices."""
        return self.values if self.kind == "checkbox" else self.values[:1]


@dataclass
class Form:
    """A form as the page has it."""

    action: str
    method: str
    blanks: dict[str, Blank] = field(default_factory=dict)

    def honest(self) -> dict[str, list[str]]:
        """Return what a person might send: boxes ticked, first choices, and something typed."""
        return {
            name: blank.ticked or [typed(name)]
            for name, blank in self.blanks.items()
            if blank.kind != "file"
        }

    @property
    def files(self) -> list[str]:
        return [name for name, blank in self.blanks.items() if blank.kind == "file"]


def typed(name: str) -> str:
    """Return what a person might type in a blank of that name."""
    return next((said for part, said in TYPED.items() if part in name), "Có ghi")


class Reader(HTMLParser):
    """Collects the forms of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.now: Form | None = None
        self.choice: Blank | None = None

    def handle_starttag(self, tag, attrs):
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.now = Form(held.get("action", ""), held.get("method", "get").lower())
            self.forms.append(self.now)
        elif self.now is not None and tag in {"input", "textarea", "select", "button"}:
            self.blank(tag, held)
        elif tag == "option" and self.choice is not None and held.get("value"):
            self.choice.values.append(held["value"])

    def blank(self, tag, held):
        if not held.get("name"):
            return
        kind = held.get("type", "text") if tag == "input" else tag
        blank = self.now.blanks.setdefault(held["name"], Blank(held["name"], kind))
        if held.get("value"):
            blank.values.append(held["value"])
        if tag == "select":
            self.choice = blank

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.choice = None


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page."""
    reader = Reader()
    reader.feed(html)
    return reader.forms
