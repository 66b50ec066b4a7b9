"""Where sealing keys are: the master outside the database, each sitting's wrapped under it."""

import os
import secrets

from django.conf import settings

from ocop.grading.models import Scorecard, Seat, Sitting
from ocop.grading.sealing import (
    BrokenSeal,
    Writing,
    device_key,
    master_of,
    seal,
    unseal,
    unwrap,
    wrap,
)
from ocop.kernel.errors import Refused


def new_seal(sitting: Sitting) -> str:
    """Return a fresh key for a sitting, wrapped; the first one makes the master's file."""
    if not settings.SEAL_KEY:
        _make_file()
    return wrap(_master(), secrets.token_bytes(32), sitting=sitting.code)


def written_on(card: Scorecard) -> Writing:
    """Return what is written on a card, sealed or open; ask ``access`` first whose it is.

    Refused where the seal does not open: the key is another, or the row was changed.
    """
    if not card.sealed:
        return Writing(card.choices, card.remarks, card.opinion, card.stance, card.salt)
    try:
        return unseal(_key_of(card.item.sitting), bytes(card.sealed), bound_to=_binding(card))
    except BrokenSeal as error:
        raise Refused(
            f"Phiếu niêm phong về hồ sơ {card.item.dossier} không mở được: nội dung trong cơ sở "
            "dữ liệu đã bị thay. Hãy giữ nguyên hệ thống và báo người quản trị."
        ) from error


def write_on(card: Scorecard, writing: Writing) -> None:
    """Put a writing on a card: sealed while its sitting is open, in the open afterwards."""
    if card.replaces_id is None:
        key = _key_of(card.item.sitting)
        card.sealed = seal(key, writing, bound_to=_binding(card))
    else:
        open_up(card, writing)


def open_up(card: Scorecard, writing: Writing) -> None:
    """Put a writing on a card in the open; whoever calls decides that it is time."""
    card.sealed = b""
    card.choices, card.remarks = dict(writing.choices), dict(writing.remarks)
    card.opinion, card.stance, card.salt = writing.opinion, writing.stance, writing.salt


def key_for_devices(sitting: Sitting, seat: Seat) -> bytes:
    """Return the key under which one seat's devices keep this sitting; ask ``access`` first.

    It is derived from the sitting's own, so that nothing more is kept and a dump yields none.
    """
    return device_key(_key_of(sitting), seat=seat.pk)


def _binding(card: Scorecard) -> str:
    return f"card {card.item_id} {card.seat_id}"


def _key_of(sitting: Sitting) -> bytes:
    try:
        return unwrap(_master(), sitting.seal, sitting=sitting.code)
    except BrokenSeal as error:
        needed = sitting.seal.partition(":")[0]
        raise Refused(
            f"Chưa mở được niêm phong của phiên {sitting}: máy chủ thiếu khoá niêm phong {needed}. "
            "Người quản trị cần đặt lại khoá từ bản sao lưu (tệp ocop_seal_key.secret hoặc biến "
            "OCOP_SEAL_KEY); các phiếu vẫn còn nguyên."
        ) from error


def _master() -> bytes:
    secret = settings.SEAL_KEY
    if not secret and settings.SEAL_KEY_FILE.exists():
        secret = settings.SEAL_KEY_FILE.read_text().strip()
    return master_of(secret)


def _make_file() -> None:
    try:
        handle = os.open(settings.SEAL_KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
