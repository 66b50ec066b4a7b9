from io import BytesIO

import pytest
from PIL import Image, ImageCms

from ocop.files.images import photo_variants, square
from ocop.kernel.errors import Refused
from tests.files.samples import pdf


def sent(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_a_photo_is_made_in_three_widths():
    variants = photo_variants(sent(Image.new("RGB", (2000, 1000), "green"), "JPEG"))
    assert [(w, v.width, v.height) for w, v in variants.items()] == [
        (320, 320, 160),
        (640, 640, 320),
        (1280, 1280, 640),
    ]
    for variant in variants.values():
        assert shown(variant.data).format == "WEBP"
        assert shown(variant.data).size == variant[1:]


def test_a_small_photo_is_never_enlarged():
    variants = photo_variants(sent(Image.new("RGB", (500, 400))))
    assert [variant.width for variant in variants.values()] == [320, 500, 500]


def test_a_photo_is_turned_upright_and_its_exif_is_gone():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh"
    exif[0x8825] = {1: "N", 2: (21.0, 0.0, 0.0)}
    lying = Image.new("RGB", (600, 300), "blue")
    lying.paste("red", (0, 0, 300, 300))
    photo = shown(photo_variants(sent(lying, "JPEG", exif=exif))[320].data)
    assert photo.size == (300, 600) or photo.size == (320, 640)
    assert photo.convert("RGB").getpixel((160, 60))[0] > 200
    assert not photo.getexif()
    assert b"EXIF" not in photo_variants(sent(lying, "JPEG", exif=exif))[320].data


@pytest.mark.parametrize(
    ("mode", "colour"),
    [
        ("1", 1),
        ("L", 255),
        ("LA", (255, 255)),
        ("P", 0),
        ("RGBA", (255, 255, 255, 255)),
        ("I;16", 65535),
        ("CMYK", (0, 0, 0, 0)),
    ],
)
def test_every_depth_of_colour_keeps_its_white(mode, colour):
    picture = Image.new(mode, (60, 60), colour)
    if mode == "P":
        picture.putpalette([255, 255, 255] * 256)
    data = sent(picture, "JPEG" if mode == "CMYK" else "PNG")
    assert shown(photo_variants(data)[320].data).convert("RGB").getpixel((30, 30)) >= (250,) * 3


def test_what_is_transparent_becomes_white():
    data = sent(Image.new("RGBA", (60, 60), (0, 0, 0, 0)))
    assert shown(photo_variants(data)[320].data).convert("RGB").getpixel((30, 30)) >= (250,) * 3


def test_a_moving_picture_keeps_its_first_frame():
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("white", "black")]
    data = sent(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    still = shown(photo_variants(data)[320].data)
    assert getattr(still, "n_frames", 1) == 1
    assert still.convert("RGB").getpixel((30, 30)) >= (250,) * 3


def test_a_colour_profile_is_applied_and_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = shown(
        photo_variants(sent(Image.new("RGB", (60, 60), "red"), icc_profile=profile))[320][0]
    )
    assert "icc_profile" not in photo.info
    assert photo.convert("RGB").getpixel((30, 30))[0] > 240


def test_a_broken_profile_does_not_lose_the_photo():
    assert photo_variants(sent(Image.new("RGB", (60, 60)), icc_profile=b"broken"))[320].width == 60


def test_a_very_tall_picture_still_fits_the_format():
    assert photo_variants(sent(Image.new("L", (10, 60_000))))[320].height <= 960


def test_a_list_shows_the_middle_square():
    wide = Image.new("RGB", (900, 300), "black")
    wide.paste("white", (300, 0, 600, 300))
    middle = square(sent(wide), side=200)
    assert middle[1:] == (200, 200)
    assert shown(middle.data).convert("RGB").getpixel((100, 100)) >= (250,) * 3
    assert square(sent(Image.new("RGB", (50, 90))), side=200)[1:] == (50, 50)


def test_what_is_no_picture_is_refused():
    with pytest.raises(Refused, match="không nhận PDF"):
        photo_variants(pdf())
