"""A plain panel for a label: the words "Tra cứu chứng nhận", the number, and a QR code."""

from html import escape

LONGEST = 40


def panel_svg(*, product: str, number: str, code: str) -> str:
    """Return the panel as SVG without colours of any emblem; ``code`` is a drawn QR code."""
    name = product if len(product) <= LONGEST else f"{product[: LONGEST - 1]}…"
    inner = code.replace("<svg ", '<svg x="6" y="6" width="88" height="88" ', 1)
    lines = [
        ("Tra cứu chứng nhận OCOP", 30, 11, 700),
        (name, 50, 9, 400),
        (f"Số: {number}", 68, 9, 400),
        ("Quét mã để biết giấy còn hiệu lực", 86, 8, 400),
    ]
    words = "".join(
        f'<text x="104" y="{y}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
        for text, y, size, weight in lines
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 100" width="80mm" height="25mm" '
        'font-family="sans-serif"><path fill="#fff" stroke="#000" d="M.5.5h319v99h-319z"/>'
        f"{inner}{words}</svg>"
    )
