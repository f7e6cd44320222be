"""Makes the picture of the README from the shipped case: ``python docs/picture.py``.

Needs Chromium and, to make the file small, Pillow. Nothing is fetched.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1.5",
]
SIZE = (1000, 1185)


def photograph(page: Path, picture: Path, profile: Path) -> None:
    """Writes ``picture``: the top of ``page`` as a browser shows it, in few colours."""
    width, height = SIZE
    subprocess.run(
        [
            *CHROMIUM,
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )
    from PIL import Image, ImageChops

    shot = Image.open(picture).convert("RGB")
    blank = Image.new("RGB", shot.size, shot.getpixel((0, shot.height - 1)))
    edges = ImageChops.difference(shot, blank).getbbox() or (0, 0, *shot.size)
    bottom = min(shot.height, edges[3] + 40)
    shot.crop((0, 0, shot.width, bottom)).quantize(64).save(picture, optimize=True)


def main() -> None:
    """The scorecard page of the shipped case."""
    from counterclaim.case import Case
    from counterclaim.count import score
    from counterclaim.demo.shipped import copy_case
    from counterclaim.report.scorecard import write

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        case: Case = copy_case(Path(folder) / "case")
        page = Path(folder) / "page.html"
        page.write_text(write(score(case, "civilians"), "html"), encoding="utf-8")
        photograph(page, PICTURES / "scorecard.png", Path(folder) / "profile")


if __name__ == "__main__":
    main()
