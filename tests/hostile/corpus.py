"""What nobody types and somebody sends: texts, numbers, days and names that mean harm."""

import random

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
PLANTED = (SCRIPT, IMAGE, "'-alert(1)-'", "javascript:alert(1)", "<svg/onload=alert(1)>")

TEXTS = (
    "",
    " ",
    "\u00a0\u2003\u200b",
    "\x00",
    "Trà\x00hoa vàng",
    "a\x01b\x0bc\x1fd\x7fe\x85f",
    "\ud800",
    "Trà \udfff vàng",
    "\ufffe\uffff\ufeff",
    "\u202egnàv aoh àrT\u202c",
    "\u2066\u2067\u2069 ngược",
    "Tra\u0300 hoa va\u0300ng Ba Che\u0303",
    "a" + "\u0301\u0323" * 400,
    "\u0958" * 250,
    "\ufb2c" * 250,
    "ﷺ" * 250,
    "İ" * 200,
    "ß" * 200,
    "%",
    "_",
    "%_\\",
    "100%",
    "' OR 1=1 --",
    "'; DROP TABLE registry_product; --",
    '") UNION SELECT password FROM accounts_user --',
    "{{ 7*7 }}{% debug %}",
    "${7*7}#{7*7}",
    "%(name)s %s %d {0} {x}",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "http://169.254.169.254/",
    "//evil.example/%2f..",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '#set text(red); #read("/etc/passwd")',
    "$ x^2 $ *đậm* _nghiêng_ `mã` #panic()",
    "👨‍👩‍👧‍👦🏴‍☠️🇻🇳" * 20,
    "a" * 201,
    "đ" * 5_001,
    "x " * 30_000,
    "\n" * 3_000,
    "\u2028\u2029",
    "null",
    "undefined",
    "NaN",
    "true",
    "[]",
    "{}",
    '{"a":' * 300,
    "[" * 3_000,
    *PLANTED,
)
NUMBERS = (
    "-1",
    "0",
    "-0",
    "1.5",
    "1,5",
    "1e5",
    "1e999",
    "1e999999999",
    "NaN",
    "-Infinity",
    "0x10",
    "٣",
    "１２",
    "²",
    "1_000",
    "32768",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "9" * 200,
    "9" * 5_000,
    "1/0",
    "1/3",
    "0.001",
    "99999999.99",
    "99999999.999",
    "+5",
    " 5 ",
    "5\n",
)
DAYS = (
    "00/00/0000",
    "01/01/0001",
    "31/12/9999",
    "31/02/2026",
    "29/02/2025",
    "29/02/2024",
    "32/13/2026",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "1899-12-31",
    "01/01/1800",
    "05/10/26",
    "٠٥/١٠/٢٠٢٦",
    "hôm nay",
    "2026-10-05T10:00:00+99:99",
    "05/10/2026\x00",
    "99999999999/1/1",
)
MAILS = (
    f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.vn",
    "a@b",
    '"<script>alert(1)</script>"@htx.vn',
    "hoa@hợp-tác-xã.vn",
    "a@[127.0.0.1]",
    "a" * 5_000 + "@htx.vn",
)
SITES = (
    f"https://htx.vn/{'a' * 400}",
    f"https://{'.'.join(['b' * 60] * 4)}.vn/",
    "javascript:alert(1)//https://htx.vn/",
    "data:text/html,<script>alert(1)</script>",
    'https://htx.vn/"><script>alert(1)</script>',
    "ftp://htx.vn",
    "https://[::1",
    "https://xn--\u0130.vn",
)
VALUES = TEXTS + NUMBERS + DAYS + MAILS + SITES
# What looks right enough in a blank of that name to get past its first look.
SUITED = {
    "_on": DAYS,
    "email": MAILS,
    "website": SITES,
    "login": MAILS,
    **dict.fromkeys(("mean", "year", "area", "version", "over", "set", "c-"), NUMBERS),
    **dict.fromkeys(("gtin", "tax", "phone"), NUMBERS),
}


def suited(throw: random.Random, name: str) -> str:
    """Return a hostile value, half the time of the kind that a blank of that name asks for."""
    fitting = next((known for part, known in SUITED.items() if part in name), VALUES)
    return throw.choice(fitting if throw.random() < 0.5 else VALUES)


FILE_NAMES = (
    "../../../../etc/cron.d/x.pdf",
    "..\\..\\a.pdf",
    "/etc/passwd",
    "C:\\con.pdf",
    "con",
    "a\nb.pdf",
    "a\r\nContent-Type: text/html\r\n\r\n.pdf",
    "\u202efdp.exe",
    "\u2066a.pdf",
    "a.pdf\x00.exe",
    ".htaccess",
    "...",
    " ",
    "đ" * 300 + ".pdf",
    "a" + "\u0301" * 2_000 + ".pdf",
    "<img src=x onerror=alert(1)>.pdf",
    'a"; filename="b.html',
    "%00%2e%2e%2f.pdf",
    "ảnh chụp.php.jpg",
    "👨‍👩‍👧.pdf",
    "a.pdf.exe",
    "=cmd|calc.xlsx",
)


def dice(seed: str) -> random.Random:
    """Return the dice of one test: the same throws every time."""
    return random.Random(f"ocop {seed}")


def scalar(text: str) -> str:
    """Return the text without halves of characters, which UTF-8 cannot carry."""
    return text.encode("utf-8", "replace").decode()
