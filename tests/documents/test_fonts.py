import os
import subprocess
import sys

from fontTools.ttLib import TTFont

from ocop.documents.fonts import LARGEST, build_fonts
from tests.serving import PATIENCE

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
SIGNS = "0123456789.,:;–—…“”‘’«»%₫·•©°×+−≤≥/()[]@#&*?!"


def test_three_weights_are_built_small_and_under_steady_names(tmp_path):
    made = build_fonts(tmp_path / "fonts")
    assert [path.name for path in made] == [f"be-vietnam-pro-{w}.woff2" for w in (400, 500, 700)]
    assert all(5_000 < path.stat().st_size <= LARGEST for path in made)


def test_every_vietnamese_letter_is_kept(tmp_path):
    for path in build_fonts(tmp_path):
        with TTFont(path) as font:
            points = font.getBestCmap()
            assert not [c for c in VIETNAMESE + VIETNAMESE.upper() + SIGNS if ord(c) not in points]
            assert {"GPOS", "GSUB"} <= set(font.keys())


def test_equal_fonts_are_equal_bytes(tmp_path):
    one, other = build_fonts(tmp_path / "one"), build_fonts(tmp_path / "other")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_fonts_that_are_up_to_date_are_left_alone(tmp_path):
    for path in build_fonts(tmp_path):
        path.write_bytes(b"kept")
    assert {path.read_bytes() for path in build_fonts(tmp_path)} == {b"kept"}


def test_fonts_older_than_their_source_are_built_again(tmp_path):
    for path in build_fonts(tmp_path):
        path.write_bytes(b"old")
        os.utime(path, (1, 1))
    assert all(path.stat().st_size > 5_000 for path in build_fonts(tmp_path))


def test_the_fonts_are_built_without_django(tmp_path):
    environment = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    said = subprocess.run(
        [sys.executable, "-m", "ocop.documents.fonts", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert said.stdout.count("be-vietnam-pro-") == 3
