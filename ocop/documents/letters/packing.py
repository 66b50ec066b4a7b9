"""A Word file packed anew, so that equal contents are equal bytes."""

import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
# The sample picture that the library's own empty file carries is none of ours.
_LEFT_OUT = "docProps/thumbnail.jpeg"
_ITS_LINK = b"relationships/metadata/thumbnail"


def packed(file: bytes) -> bytes:
    """Return the package with its parts in one order and one time, whatever the hour."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(file)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name[0] != "[", name)):
            if name == _LEFT_OUT:
                continue
            contents = source.read(name)
            if name == "_rels/.rels":
                contents = _without_picture(contents)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, contents)
    return out.getvalue()


def _without_picture(relations: bytes) -> bytes:
    start = relations.find(_ITS_LINK)
    if start < 0:
        return relations
    opens = relations.rfind(b"<Relationship ", 0, start)
    closes = relations.find(b"/>", start) + 2
    return relations[:opens] + relations[closes:]
