"""Makes the gallery: a still of every shot of every scene, in both themes and both languages.

    python docs/make_gallery.py

writes docs/gallery.md and the pictures in docs/gallery/.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import imageio.v3 as iio
import numpy as np

from nnviz.opening import open_show
from nnviz.picture.palette import Theme
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show
from nnviz.story.text import Language

DOCS = Path(__file__).parent
SCENES = (
    "xor",
    "learning_rates",
    "playground",
    "optimizers",
    "bowl",
    "one_step",
    "circle",
    "spiral",
    "two_layer_net",
    "digits",
    "dropout",
)
SIZE = (1280, 720)
LOOK_FROM = 0.6  # of a shot
LOOK_AT = 0.88  # of the phase that is told then: it has been told, and is still on the stage


class Look(NamedTuple):
    """One way in which every scene is shown."""

    language: Language
    theme: Theme


LOOKS = (Look("en", "dark"), Look("ja", "light"))


def main() -> None:
    """Write the page and its pictures."""
    folder = DOCS / "gallery"
    for old in folder.glob("*.webp"):
        old.unlink()
    page = [
        "# Gallery",
        "",
        "Every shot of every scene, drawn by `make gallery`: at the left in English and the dark",
        "theme, at the right in Japanese and the light one.",
    ]
    with Canvas(size=SIZE) as canvas:
        for scene in SCENES:
            page += ["", *_section(scene, folder, canvas)]
    (DOCS / "gallery.md").write_text("\n".join(page) + "\n", encoding="utf-8")


def _section(scene: str, folder: Path, canvas: Canvas) -> Iterator[str]:
    """Draw the pictures of a scene; yield the lines of its part of the page."""
    drawn = [list(_stills(scene, look, folder, canvas)) for look in LOOKS]
    yield f"## {drawn[0][0][0]}"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for number, pair in enumerate(zip(*drawn, strict=True), 1):
        cells = [f"![{scene}, shot {number}](gallery/{name})" for _, name in pair]
        yield f"| {' | '.join(cells)} |"


def _stills(scene: str, look: Look, folder: Path, canvas: Canvas) -> Iterator[tuple[str, str]]:
    """Draw one picture of every shot; yield the show's title and the picture's name."""
    path = DOCS.parent / "scenes" / f"{scene}.toml"
    with open_show(path, language=look.language, theme=look.theme) as show:
        for number, seconds in enumerate(_moments(show), 1):
            canvas.draw(show.frame_at(seconds))
            name = f"{scene}_{number:02}_{look.language}_{look.theme}.webp"
            iio.imwrite(folder / name, canvas.image()[..., :3], quality=82, method=6)
            yield show.title, name


def _moments(show: Show) -> Iterator[float]:
    for start, end in show.shot_spans:
        seconds = np.arange(start + LOOK_FROM * (end - start), end, 0.05)
        told = [show.moment_at(float(second)).progress >= LOOK_AT for second in seconds]
        yield float(seconds[told.index(True)])


if __name__ == "__main__":
    main()
