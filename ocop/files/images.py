"""Photos for the public pages: re-encoded to WebP, upright, without EXIF, in three widths."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps

from ocop.files.checking import check
from ocop.files.kinds import IMAGES
from ocop.files.pictures import loaded, opened

WIDTHS = (320, 640, 1280)
_TALLEST = 3
_QUALITY = 78


class Variant(NamedTuple):
    """A photo re-encoded for one place: WebP bytes with their true width and height."""

    data: bytes
    width: int
    height: int


def photo_variants(data: bytes, filename: str = "ảnh") -> dict[int, Variant]:
    """Return the photo at each of the three widths, never enlarged.

    Refused as by ``check``; of a moving picture the first frame is kept.
    """
    photo = _upright(data, filename, room=max(WIDTHS))
    return {width: _encoded(_fitted(photo, width)) for width in WIDTHS}


def square(data: bytes, side: int = 320, filename: str = "ảnh") -> Variant:
    """Return the middle of the photo as a square for lists, never enlarged."""
    photo = _upright(data, filename, room=side * 2)
    side = min(side, *photo.size)
    return _encoded(ImageOps.fit(photo, (side, side), Image.Resampling.LANCZOS))


def _upright(data: bytes, filename: str, room: int) -> Image.Image:
    """Return the first frame as the eye should see it, in sRGB on white."""
    checked = check(data, filename, kinds=IMAGES)
    picture = opened(data, checked.kind, checked.name)
    picture.draft("RGB", (room, room))
    loaded(picture, checked.name)
    try:
        turned = ImageOps.exif_transpose(picture)
    except Exception:  # a broken EXIF block is no reason to lose the photo
        turned = picture
    return _flat(_in_srgb(_eight_bit(turned)))


def _eight_bit(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("P", "PA", "LA", "La", "RGBa"):
        return picture.convert("RGBA")
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except Exception:  # a broken profile only costs a shade of colour
        return picture
    return turned or picture


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _fitted(photo: Image.Image, width: int) -> Image.Image:
    fitted = photo.copy()
    fitted.thumbnail((width, width * _TALLEST), Image.Resampling.LANCZOS)
    return fitted


def _encoded(photo: Image.Image) -> Variant:
    out = BytesIO()
    photo.info = {}
    photo.save(out, "WEBP", quality=_QUALITY, method=4, exif=b"", icc_profile=b"")
    return Variant(out.getvalue(), photo.width, photo.height)
