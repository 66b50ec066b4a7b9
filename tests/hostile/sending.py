"""Bodies of requests as they come over the wire, honest and broken."""

import json
from urllib.parse import quote_plus

BOUNDARY = "ranhgioi"
Data = dict[str, list[str]]
File = tuple[str, bytes, str]


def raw(text: str) -> bytes:
    """Return the bytes of a text, halves of characters too, as only an attacker encodes them."""
    return text.encode("utf-8", "surrogatepass")


def urlencoded(data: Data) -> bytes:
    """Return a form as a plain browser sends it."""
    return b"&".join(
        quote_plus(raw(name)).encode() + b"=" + quote_plus(raw(value)).encode()
        for name, values in data.items()
        for value in values
    )


def multipart(data: Data, files: dict[str, list[File]] | None = None) -> bytes:
    """Return a form with files; names are put in as they are, quotes and line ends included."""
    parts = []
    for name, values in data.items():
        head = b'Content-Disposition: form-data; name="%s"\r\n\r\n' % raw(name)
        parts += [head + raw(value) for value in values]
    for name, sent in (files or {}).items():
        for called, content, kind in sent:
            head = b'Content-Disposition: form-data; name="%s"; filename="%s"\r\n' % (
                raw(name), raw(called),
            )  # fmt: skip
            parts.append(head + b"Content-Type: %s\r\n\r\n" % kind.encode() + content)
    line = f"--{BOUNDARY}\r\n".encode()
    return b"".join(line + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


FORM = "application/x-www-form-urlencoded"
MULTI = f"multipart/form-data; boundary={BOUNDARY}"


def sent(dice, data: Data) -> tuple[bytes, str]:
    """Return a body and its Content-Type: mostly a form, now and then none that can be read."""
    way = dice.random()
    if way < 0.7:
        return urlencoded(data), FORM
    if way < 0.85:
        return multipart(data), MULTI
    body = multipart(data)
    flat = {name: values[0] if values else None for name, values in data.items()}
    return dice.choice(
        [
            (body[: dice.randrange(len(body))], MULTI),
            (body, "multipart/form-data"),
            (body, "multipart/form-data; boundary="),
            (body, f"multipart/form-data; boundary={'b' * 300}"),
            (body.replace(b"form-data;", b"form-data; name*=utf-8''%ff;"), MULTI),
            (body.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"), MULTI),
            (urlencoded(data).replace(b"%", b"%%"), FORM),
            (urlencoded(data).replace(b"=", b"=%C0%80%FF%ED%A0%80"), FORM),
            (b"&=&;=%&%zz=%&" + urlencoded(data), FORM),
            (b"&".join([b"a=1"] * 5_000), FORM),
            ("Trà hoa vàng".encode("utf-16"), FORM),
            (json.dumps(flat).encode(), "application/json"),
            (b"[" * 20_000, "application/json"),
            (urlencoded(data), "text/plain"),
            (urlencoded(data), ""),
            (b"<a/>", "text/xml"),
            (b"\x00\xff" * 200, "application/octet-stream"),
        ]
    )
