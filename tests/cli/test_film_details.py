"""What `nnviz render` makes of a scene, read back: chapters, captions, languages, paces, ends."""

import re
from fractions import Fraction

import av
import imageio.v3 as iio
import numpy as np
import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.opening import open_show
from tests.film.reading import Cue, read_boxes, read_srt

SCENE = """
title = { en = "A lesson", ja = "授業" }

[experiment]
epochs = 400

[[shots]]
caption = "plain"
phases = ["forward"]
seconds = 0.4

[[shots]]
title = { en = "Backward", ja = "逆伝播" }
phases = ["backward"]
seconds = 0.6

[[shots]]
title = { en = "Update", ja = "更新" }
caption = "a<b and {w}"
phases = ["update"]
seconds = 0.6

[[shots]]
title = { en = "All of it", ja = "全体" }
caption = "in a lapse"
tell = "lapse"
epochs = [1, 400]
seconds = 0.8
"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    path = tmp_path_factory.mktemp("scene") / "lesson.toml"
    path.write_text(SCENE, encoding="utf-8")
    return path


def render(scene, output, *options):
    """Render a scene; return how many frames are said to be in the film."""
    arguments = ["render", scene, "-o", output, "--size", "160x90", *options]
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return int(re.search(r"(\d+) frames in", result.output)[1])


def spans(cues):
    return [(cue.text, float(cue.start), float(cue.end)) for cue in cues]


@pytest.mark.parametrize("fps", ["10", "23.976"])
def test_an_untitled_beginning_is_no_part_of_the_chapter_that_follows(scene, tmp_path, fps):
    frames = render(scene, tmp_path / "film.mp4", "--fps", fps)
    film = read_boxes(tmp_path / "film.mp4")
    pace = Fraction({"23.976": "24000/1001"}.get(fps, fps))
    assert len(film.pictures.lengths) == frames == round(2.4 * pace)
    assert [(cue.text, float(cue.start)) for cue in film.chapters] == [
        ("A lesson", 0.0),
        ("Backward", 0.4),
        ("Update", 1.0),
        ("All of it", 1.6),
    ]
    assert film.chapters[-1].end == pytest.approx(min(2.4, frames / pace), abs=0.0005)


def scene_of_shots(folder, *seconds):
    """Write a scene of shots of so many seconds, each a chapter and a caption of its own."""
    shots = "".join(
        f'[[shots]]\ntell = "compare"\nepochs = [1, {9 - number}]\nseconds = {length}\n'
        f'title = "chapter {number}"\ncaption = "caption {number}"\n'
        for number, length in enumerate(seconds, start=1)
    )
    path = folder / "shots.toml"
    path.write_text(f"[experiment]\nepochs = 9\n{shots}")
    return path


# Sums of these seconds are 0.30000000000000004, 0.6000000000000001 and 0.7999999999999999.
@pytest.mark.parametrize(
    ("seconds", "start", "end", "shot"),
    [((0.1, 0.2, 0.3, 0.2), 0.3, 0.6, 3), ((0.7, 0.1, 0.2), 0.7, 0.8, 2)],
)
def test_a_cut_at_the_boundaries_of_a_shot_holds_that_shot_alone(
    tmp_path, seconds, start, end, shot
):
    scene, cut = scene_of_shots(tmp_path, *seconds), ("--from", start, "--to", end)
    render(scene, tmp_path / "film.mp4", "--fps", 10, *cut)
    film, length = read_boxes(tmp_path / "film.mp4"), Fraction(round(10 * (end - start)), 10)
    assert film.chapters == [Cue(Fraction(0), length, f"chapter {shot}")]
    assert film.subtitles == [Cue(Fraction(0), length, f"caption {shot}")]
    assert film.empty_cues <= 1  # ffmpeg's own, at the end
    render(scene, tmp_path / "cut-%01d.png", "--fps", 10, *cut)
    render(scene, tmp_path / "shot-%01d.png", "--fps", 10, "--shots", shot)
    for number in range(int(10 * length)):
        np.testing.assert_array_equal(
            iio.imread(tmp_path / f"cut-{number}.png"), iio.imread(tmp_path / f"shot-{number}.png")
        )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_caption_of_one_text_is_not_in_the_language_that_is_asked_for(scene, tmp_path, language):
    render(scene, tmp_path / "film.mp4", "--fps", 5, "--lang", language)
    with av.open(tmp_path / "film.mp4") as film:
        assert film.streams.subtitles[0].language == "eng"
        assert film.streams.video[0].language == {"en": "eng", "ja": "jpn"}[language]


@pytest.mark.parametrize("fps", [4, 10, 24, 60])
def test_a_film_that_ends_with_a_lapse_ends_with_its_last_epoch(scene, fps):
    with open_show(scene) as show:
        frames = round(show.duration_seconds * fps)
        assert show.moment_at((frames - 1) / fps).epoch == 400


@pytest.mark.parametrize(
    ("said", "meant"), [("23.976", Fraction(24000, 1001)), ("30000/1001", Fraction(30000, 1001))]
)
def test_a_pace_of_television_is_exact(scene, tmp_path, said, meant):
    frames = render(scene, tmp_path / "film.mp4", "--fps", said, "--captions", "track,srt")
    with av.open(tmp_path / "film.mp4") as film:
        video = film.streams.video[0]
        assert (video.average_rate, video.frames) == (meant, frames)
        assert [f.pts * f.time_base for f in film.decode(video)] == [
            n / meant for n in range(frames)
        ]
    beside = read_srt((tmp_path / "film.srt").read_text(encoding="utf-8"))
    assert spans(beside) == spans(read_boxes(tmp_path / "film.mp4").subtitles)


@pytest.mark.parametrize("name", ["film.gif", "film.webp", "film.webm", "film.mov", "%01d.png"])
def test_a_film_may_be_one_frame(scene, tmp_path, name):
    assert render(scene, tmp_path / name, "--fps", 30, "--to", 0.03) == 1
    (made,) = tmp_path.iterdir()
    with av.open(made) as film:
        assert [(f.width, f.height) for f in film.decode(video=0)] == [(160, 90)]
