"""How values that strangers wrote are quoted in our sentences: short, printable, never a crash."""

LONGEST = 40
LARGEST = 10**9
KINDS = {
    bool: "đúng/sai",
    dict: "đối tượng",
    float: "số thập phân",
    int: "số nguyên",
    list: "danh sách",
    str: "chuỗi",
    type(None): "null",
}


def quoted(value: object) -> str:
    """Return ``value`` as a sentence can show it; anything but text and small numbers by kind."""
    if type(value) is str:
        return f"“{_printable(value)}”"
    if type(value) is int:
        return str(value) if -LARGEST < value < LARGEST else "một số quá lớn"
    return f"một giá trị kiểu {kind(value)}"


def kind(value: object) -> str:
    """Return the Vietnamese name of the JSON type of ``value``."""
    return KINDS.get(type(value), "lạ")


def _printable(value: str) -> str:
    short = value if len(value) <= LONGEST else value[:LONGEST] + "…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in short)
