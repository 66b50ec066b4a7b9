"""Be Vietnam Pro, cut down to Vietnamese and Latin for the web: ``python -m ... DIRECTORY``."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset

WEIGHTS = {400: "Regular", 500: "Medium", 700: "Bold"}
LARGEST = 25 * 1024
_PACKAGE = "fontpkg_be_vietnam_pro"
# Basic Latin, Latin-1, the Vietnamese letters beyond them, combining marks, and quotes to signs.
_RANGES = (
    range(0x20, 0x7F),
    range(0xA0, 0x100),
    (0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),
    (0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323),
    range(0x1EA0, 0x1EFA),
    (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2039, 0x203A),
    (0x20AB, 0x2212, 0x2264, 0x2265),
)


def font_folder() -> Path:
    """Return the folder of the whole fonts, for typst."""
    return Path(str(files(_PACKAGE) / "files"))


def build_fonts(target: Path) -> list[Path]:
    """Return the web fonts in the folder, made there when missing or older than their source."""
    target.mkdir(parents=True, exist_ok=True)
    return [_built(weight, name, target) for weight, name in WEIGHTS.items()]


def _built(weight: int, name: str, target: Path) -> Path:
    made = target / f"be-vietnam-pro-{weight}.woff2"
    with as_file(files(_PACKAGE) / "files" / f"BeVietnamPro-{name}.ttf") as source:
        newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
        if made.exists() and made.stat().st_mtime >= newest:
            return made
        half_made = made.with_suffix(".part")
        _cut(source, half_made)
        half_made.replace(made)
    return made


def _cut(source: Path, target: Path) -> None:
    options = _options()
    with subset.load_font(str(source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[point for points in _RANGES for point in points])
        cutter.subset(font)
        subset.save_font(font, str(target), options)


def _options() -> subset.Options:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "case"]
    options.hinting = False
    options.desubroutinize = True
    options.drop_tables += ["DSIG"]
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    return options


if __name__ == "__main__":
    for path in build_fonts(Path(sys.argv[1])):
        print(f"{path.name}  {path.stat().st_size} byte")
