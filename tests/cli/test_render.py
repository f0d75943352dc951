"""`nnviz render` and `nnviz still`: what the options make of a film."""

import re

import av
import imageio.v3 as iio
import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app

SCENE = """
title = { en = "A short lesson", ja = "短い授業" }
lang = "en"
theme = "light"

[experiment]
epochs = 4

[[shots]]
title = { en = "Epoch 1", ja = "エポック1" }
caption = { en = "Forward", ja = "順伝播" }
phases = ["forward"]
seconds = 0.4

[[shots]]
caption = { en = "Forward", ja = "順伝播" }
phases = ["backward"]
seconds = 0.2

[[shots]]
title = { en = "The end", ja = "おわり" }
caption = { en = "Before and after", ja = "前と後" }
tell = "compare"
epochs = [1, 4]
seconds = 0.4
"""
SMALL = ("--size", "320x180", "--fps", 10)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    path = tmp_path_factory.mktemp("scene") / "lesson.toml"
    path.write_text(SCENE, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def render(scene, output, *options):
    result = run("render", scene, "-o", output, *SMALL, *options)
    assert result.exit_code == 0, result.output
    return output


def facts(path):
    """Return a film's frames, the starts of its chapters in seconds, and its captions."""
    with av.open(path) as film:
        chapters = {
            chapter["metadata"]["title"]: float(chapter["start"] * chapter["time_base"])
            for chapter in film.chapters()
        }
        captions = (
            [bytes(p)[2:].decode() for p in film.demux(subtitles=0)]
            if any(film.streams.subtitles)
            else []
        )
        return film.streams.video[0].frames, chapters, [text for text in captions if text]


def test_captions_are_a_track_that_repeats_nothing(scene, tmp_path):
    frames, chapters, captions = facts(render(scene, tmp_path / "film.mp4"))
    assert frames == 10
    assert chapters == {"Epoch 1": 0.0, "The end": pytest.approx(0.6)}
    assert captions == ["Forward", "Before and after"]


@pytest.mark.parametrize(
    ("options", "frames", "chapters", "captions"),
    [
        (("--shots", "2-3"), 6, {"Epoch 1": 0.0, "The end": 0.2}, ["Forward", "Before and after"]),
        (("--shots", "3"), 4, {"The end": 0.0}, ["Before and after"]),
        (("--from", 0.3, "--to", 0.5), 2, {"Epoch 1": 0.0}, ["Forward"]),
        (("--from", 0.9), 1, {"The end": 0.0}, ["Before and after"]),
        (("--to", 0.1), 1, {"Epoch 1": 0.0}, ["Forward"]),
    ],
)
def test_a_part_has_its_chapters_and_captions(scene, tmp_path, options, frames, chapters, captions):
    found = facts(render(scene, tmp_path / "film.mp4", *options))
    assert found == (frames, pytest.approx(chapters), captions)


def test_a_part_shows_the_same_pictures_as_the_whole(scene, tmp_path):
    whole, part = tmp_path / "a%02d.png", tmp_path / "b%02d.png"
    render(scene, whole)
    render(scene, part, "--from", 0.8)
    for number in range(2):
        name = f"a{8 + number:02}.png"
        assert (tmp_path / name).read_bytes() == (tmp_path / f"b{number:02}.png").read_bytes()


def test_captions_go_where_they_are_wanted(scene, tmp_path):
    films = {}
    for where in ("picture", "srt", "picture,track,srt", "none"):
        output = tmp_path / f"{where.replace(',', '_')}.mp4"
        films[where] = facts(render(scene, output, "--captions", where))[2]
    assert films == {
        "picture": [],
        "srt": [],
        "picture,track,srt": ["Forward", "Before and after"],
        "none": [],
    }
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.srt")]
    assert len(texts) == 2
    assert texts[0] == texts[1]
    assert "00:00:00,600 --> 00:00:01,000\nBefore and after\n" in texts[0]
    pictures = {where: (tmp_path / f"{where}.mp4").stat().st_size for where in ("picture", "none")}
    assert pictures["picture"] != pictures["none"]


def test_the_command_line_wins_over_the_scene(scene, tmp_path):
    def ground(*options):
        output = tmp_path / "still.png"
        result = run("still", scene, "--at", 0, "-o", output, *SMALL[:2], *options, "--force")
        assert result.exit_code == 0, result.output
        return iio.imread(output)[0, 0]

    assert ground()[:3].min() > 200
    assert ground("--theme", "dark")[:3].max() < 60
    assert ground("--transparent")[3] == 0


@pytest.mark.parametrize(
    ("options", "width", "height"),
    [
        (("-q", "draft"), 854, 480),
        (("-q", "720p"), 1280, 720),
        (("--quality", "4k"), 3840, 2160),
        (("-q", "4k", "--size", "64x36"), 64, 36),
        ((), 1920, 1080),
    ],
)
def test_a_quality_is_a_size_unless_another_is_given(scene, tmp_path, options, width, height):
    output = tmp_path / "still.png"
    assert run("still", scene, "--at", 0, "-o", output, *options).exit_code == 0
    assert iio.immeta(output)["shape"] == (width, height)


def test_a_draft_has_fewer_and_rougher_frames_unless_others_are_asked_for(scene, tmp_path):
    def film(name, *options):
        output = tmp_path / name
        result = run("render", scene, "-o", output, "--size", "320x180", *options)
        assert result.exit_code == 0, result.output
        return facts(output)[0], output.stat().st_size

    draft = film("draft.mp4", "-q", "draft")
    finer = film("finer.mp4", "-q", "draft", "--crf", 18)
    assert draft[0] == finer[0] == 15
    assert draft[1] < finer[1]
    assert film("fast.mp4", "-q", "draft", "--fps", 20)[0] == 20


@pytest.mark.parametrize("ending", ["gif", "webp", "webm", "mov"])
def test_the_ending_says_the_format(scene, tmp_path, ending):
    render(scene, tmp_path / f"film.{ending}", "--to", 0.3)
    assert [file.name for file in tmp_path.iterdir()] == [f"film.{ending}"]


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("film.mp4", ("--transparent",), r"\.webp, \.webm, \.mov"),
        ("film.gif", ("--captions", "track"), "no track of subtitles"),
        ("film.gif", ("--crf", 20), "no such quality"),
        ("film.gif", ("--fps", 60), "1 to 50"),
        ("film.avi", (), r"\.mp4, \.gif"),
        ("film.png", (), "one counter like %05d"),
        ("%02d.png", ("--captions", "srt"), "leave srt out"),
    ],
)
def test_what_a_format_cannot_be_is_bad_usage(scene, tmp_path, name, options, words):
    result = run("render", scene, "-o", tmp_path / name, *SMALL[:2], *options)
    assert result.exit_code == 2
    assert re.search(words, result.stderr), result.stderr
    assert list(tmp_path.iterdir()) == []


def test_frames_and_captions_that_are_there_are_kept_without_force(scene, tmp_path):
    (tmp_path / "f-003.png").write_text("mine")
    (tmp_path / "film.srt").write_text("mine")
    frames = run("render", scene, "-o", tmp_path / "f-%03d.png", *SMALL)
    film = run("render", scene, "-o", tmp_path / "film.mp4", *SMALL, "--captions", "srt")
    for result, name in ((frames, "f-003.png"), (film, "film.srt")):
        assert result.exit_code == 1
        assert re.search(f"{name}: exists already.*--force", result.stderr)
    assert {file.read_text() for file in tmp_path.iterdir()} == {"mine"}
    render(scene, tmp_path / "f-%03d.png", "--force")
    assert len(list(tmp_path.glob("f-*.png"))) == 10


@pytest.mark.parametrize("command", ["record", "render", "still", "export"])
def test_quiet_has_no_short_form(command):
    shown = run(command, "--help").stdout
    assert "--quiet" in shown
    assert ("-q" in re.findall(r"-\w\b", shown)) is (command in {"render", "still"})


def test_what_was_noted_with_an_error_is_said(scene, tmp_path, monkeypatch):
    def stop(*_, **__):
        error = KeyboardInterrupt()
        error.add_note("What was recorded until then is kept in x.partial-1.nntrace")
        raise error

    monkeypatch.setattr("nnviz.trace.recorder.record", stop)
    result = run("record", scene, "-o", tmp_path / "x.nntrace")
    assert result.exit_code == 130
    assert result.stderr.splitlines() == [
        "nnviz: stopped",
        "  What was recorded until then is kept in x.partial-1.nntrace",
    ]


@pytest.mark.parametrize(
    "command", [("still", "x.png", "--at", "0"), ("render", "x.gif", "--to", "0.1")]
)
def test_data_outside_the_folder_are_drawn_when_the_user_says_so(
    scene_of_data_elsewhere, tmp_path, command
):
    name, film, *options = command
    asked = [name, scene_of_data_elsewhere, "-o", tmp_path / film, "--size", "320x180", *options]
    refused = run(*asked)
    assert refused.exit_code == 1
    assert "record it with --data-anywhere" in refused.stderr
    assert run(*asked, "--data-anywhere").exit_code == 0
    assert (tmp_path / film).exists()
