import hashlib
import os
import stat

import pytest

from ocop.files import store


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def test_bytes_are_kept_under_their_digest_and_read_back():
    key = store.save(b"Ba Che")
    assert key == hashlib.sha256(b"Ba Che").hexdigest()
    assert store.exists(key)
    with store.open_key(key) as stream:
        assert stream.read() == b"Ba Che"


def test_the_same_bytes_are_kept_once(media):
    keys = {store.save(b"x") for _ in range(3)}
    files = [path for path in media.rglob("*") if path.is_file()]
    assert len(keys) == len(files) == 1


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_only_the_owner_may_read(media):
    store.save(b"x")
    (kept,) = (path for path in media.rglob("*") if path.is_file())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_nothing_half_written_stays(media, monkeypatch):
    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        store.save(b"x")
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 63, "A" * 64, "0" * 64 + "\n"])
def test_what_is_no_key_opens_nothing(key):
    assert not store.exists(key)
    with pytest.raises(FileNotFoundError):
        store.open_key(key)


def test_an_unknown_key_opens_nothing():
    assert not store.exists("0" * 64)
    with pytest.raises(FileNotFoundError):
        store.open_key("0" * 64)
