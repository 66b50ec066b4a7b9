"""Which drawn mark stands for which product set of Annex I."""

MARKS = {
    1: "greens", 2: "fish", 3: "rice", 4: "honey", 5: "bowl", 6: "noodles", 7: "jar", 8: "shell",
    9: "sauce", 10: "pepper", 11: "tea", 12: "teapot", 13: "coffee", 14: "gourd", 15: "glass",
    16: "water", 17: "juice", 18: "mortar", 19: "cream", 20: "oil", 21: "basket", 22: "cloth",
    23: "flower", 24: "bonsai", 25: "bird", 26: "house",
}  # fmt: skip


def mark_of(set_number: int | str | None) -> str:
    """Return the mark of a product set (QĐ 26/2026/QĐ-TTg, Phụ lục I), or the programme's own."""
    try:
        return MARKS.get(int(set_number or 0), "leaf")
    except ValueError:
        return "leaf"
