"""A dossier packed into a ZIP: what was typed as canonical JSON, every file, and the paper set.

The same contents are the same bytes: members stand in a fixed order, unpressed, at a fixed time.
"""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ocop.audit.ledger import canonical
from ocop.dossiers.bundle.pieces import ordered_files
from ocop.dossiers.models import Dossier, Evidence
from ocop.files import store
from ocop.kernel.text import slug

FORMAT = "ocop-ho-so/1"
INDEX, PAPER, FOLDER = "ho-so.json", "bo-ho-so.pdf", "minh-chung"
EPOCH = (1980, 1, 1, 0, 0, 0)
LONGEST_STEM = 60


def manifest(dossier: Dossier) -> bytes:
    """Return what the dossier says, without what only its own installation gave it."""
    product = dossier.product
    return canonical(
        {
            "format": FORMAT,
            "kind": dossier.kind,
            "rubric": {"ruleset": dossier.rubric.ruleset.code, "set": dossier.rubric.number},
            "product": {
                "name": product.name,
                "set": product.set_number,
                "commune": product.commune.code,
                "producer": {
                    "name": product.producer.name,
                    "kind": product.producer.kind,
                    "commune": product.producer.commune.code,
                },
            },
            "case": dossier.case,
            "choices": dossier.choices,
            "claims": dossier.claims,
            "forms": dossier.forms,
            "evidence": [
                {
                    "file": member_name(number, file),
                    "part": file.part,
                    "name": file.name,
                    "mime": file.mime,
                    "size": file.size,
                    "sha256": file.sha256,
                }
                for number, file in enumerate(ordered_files(dossier), start=1)
            ],
        }
    )


def member_name(number: int, file: Evidence) -> str:
    """Return the file's name in the ZIP: numbered, without marks, so that every system reads it."""
    stem, dot, ending = file.name.rpartition(".")
    plain = slug(stem if dot else ending)[:LONGEST_STEM].strip("-") or "tep"
    tail = f".{slug(ending)}" if dot else ""
    return f"{FOLDER}/{number:03}-{slug(file.part)}-{plain}{tail}"


def packed(dossier: Dossier, paper: bytes) -> bytes:
    """Return the ZIP of the dossier with its paper set, a day's rendition of the same contents.

    A file that is no longer in the store is a fault: a set that lacks one is no set.
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr(_member(INDEX), manifest(dossier))
        for number, file in enumerate(ordered_files(dossier), start=1):
            with store.open_key(file.key) as stream:
                archive.writestr(_member(member_name(number, file)), stream.read())
        archive.writestr(_member(PAPER), paper)
    return out.getvalue()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, EPOCH)
    member.external_attr = 0o600 << 16
    return member
