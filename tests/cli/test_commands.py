import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import av
import imageio.v3 as iio
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from nnviz import open_trace
from nnviz.cli.app import app
from nnviz.cli.options import parse_size
from nnviz.cli.reporting import in_bytes
from tests.repository import ROOT, TESTS

SCENE = """
title = "A short lesson"

[experiment]
epochs = 20

[[shots]]
title = "Epoch 1"
tell = "steps"
epochs = [1, 1]
seconds = 0.3

[[shots]]
title = "The end"
tell = "compare"
epochs = [1, 20]
seconds = 0.2
"""
SMALL = ("--size", "320x180")
COMMANDS = typer.main.get_command(app).commands


@pytest.fixture(scope="session")
def scene(tmp_path_factory):
    path = tmp_path_factory.mktemp("scene") / "lesson.toml"
    path.write_text(SCENE)
    return path


@pytest.fixture(scope="session")
def trace(scene, tmp_path_factory):
    path = tmp_path_factory.mktemp("trace") / "lesson.nntrace"
    assert run("record", scene, "-o", path).exit_code == 0
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def process(*arguments, **options):
    command = [sys.executable, "-m", "nnviz", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)


def assert_refused(result, *, status, words):
    """Assert that a command failed with one message and nothing that looks like a crash."""
    assert result.exit_code == status, result.output
    assert re.search(words, result.stderr), result.stderr
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)


# --- help -------------------------------------------------------------------------------------


def test_without_arguments_help_is_shown_and_all_is_well():
    done = process()
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_under_both_names(name, flag):
    result = run(name, flag)
    assert result.exit_code == 0
    assert COMMANDS[name].help.splitlines()[0][:40] in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name):
    assert [p.name for p in COMMANDS[name].params if not p.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    readme = ROOT / "README.md"
    assert f"nnviz {name}" in readme.read_text()


def test_the_version_is_said():
    assert re.fullmatch(r"nnviz \d+\.\d+\.\d+\S*\n", run("--version").stdout)


def test_help_loads_nothing_heavy():
    code = "import sys, nnviz.cli.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"vispy", "OpenGL", "PyQt6", "imageio", "imageio_ffmpeg", "pydantic", "numpy"}
    assert heavy & set(done.stdout.split()) == set()


def test_a_still_loads_neither_tables_nor_formats_nor_windows_that_it_does_not_need(
    trace, tmp_path
):
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); import nnviz.__main__"
    still = ["still", trace, "--at", "0", "-o", tmp_path / "still.png", "--quiet", *map(str, SMALL)]
    command = [sys.executable, "-c", code, *still]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    unneeded = {
        *("PyQt6", "imageio_ffmpeg", "rich", "sklearn", "numpy.ma", "numpy.testing"),
        *("OpenGL.GL", "OpenGL.EGL", "OpenGL.raw", "PIL.TiffImagePlugin", "PIL.PdfImagePlugin"),
    }
    assert unneeded & set(done.stdout.split()) == set()


# --- recordings -------------------------------------------------------------------------------


def test_record_writes_a_trace_of_every_epoch(trace):
    with open_trace(trace) as opened:
        assert len(opened.epochs) == 20


def test_info_says_what_a_trace_holds(trace):
    result = run("info", trace)
    assert result.exit_code == 0
    assert "1 to 20 of 20, 20 recorded" in result.stdout
    assert re.search(r"weights/0 +3 × 4\n", result.stdout)


def test_check_says_that_a_sound_trace_is_sound(trace):
    result = run("check", trace)
    assert result.exit_code == 0
    assert "sound: 20 steps" in result.stdout


def test_check_finds_a_flipped_bit(trace, tmp_path):
    data = bytearray(trace.read_bytes())
    with open_trace(trace) as opened:
        assert "loss" in opened.names
    data[-100] ^= 1
    damaged = tmp_path / "damaged.nntrace"
    damaged.write_bytes(data)
    assert_refused(run("check", damaged), status=1, words=r"damaged\.nntrace")


def test_export_holds_every_tensor_under_its_name(trace, tmp_path):
    output = tmp_path / "lesson.npz"
    assert run("export", trace, "-o", output).exit_code == 0
    with np.load(output) as arrays, open_trace(trace) as opened:
        assert set(arrays.files) == {"epoch", *opened.names}


# --- pictures ---------------------------------------------------------------------------------


def test_a_scene_becomes_a_film(scene, tmp_path):
    output = tmp_path / "lesson.mp4"
    result = run("render", scene, "-o", output, *SMALL, "--fps", 20)
    assert result.exit_code == 0, result.output
    with av.open(output) as film:
        assert film.streams.video[0].frames == 10
        assert film.metadata["title"] == "A short lesson"
        titles = [chapter["metadata"]["title"] for chapter in film.chapters()]
    assert titles == ["Epoch 1", "The end"]
    assert "10 frames" in result.stderr


def test_a_trace_becomes_a_film(trace, tmp_path):
    output = tmp_path / "lesson.mp4"
    assert run("render", trace, "-o", output, *SMALL, "--fps", 1).exit_code == 0
    with av.open(output) as film:
        assert film.metadata["title"] == "lesson"


def test_two_films_of_one_scene_are_the_same_file(scene, tmp_path):
    outputs = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for output in outputs:
        assert run("render", scene, "-o", output, *SMALL).exit_code == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


@pytest.mark.parametrize(
    "instant",
    [
        ("--at", 0),
        ("--at", 0.5),
        ("--epoch", 20),
        ("--epoch", 1, "--phase", "input", "--record", 4),
        ("--epoch", 2, "--phase", "forward", "--layer", 1, "--record", 1),
        ("--epoch", 2, "--phase", "update", "--layer", 0),
    ],
)
def test_a_still_can_be_of_any_instant(trace, tmp_path, instant):
    output = tmp_path / "still.png"
    result = run("still", trace, "-o", output, *SMALL, *instant)
    assert result.exit_code == 0, result.output
    assert iio.imread(output).shape == (180, 320, 3)


def test_records_are_counted_from_one(trace, tmp_path):
    pictures = []
    for record in (1, 2):
        output = tmp_path / f"{record}.png"
        instant = ("--epoch", 1, "--phase", "forward", "--record", record)
        assert run("still", trace, "-o", output, *SMALL, *instant).exit_code == 0
        pictures.append(iio.imread(output))
    assert not np.array_equal(*pictures)
    zero = run("still", trace, "-o", tmp_path / "0.png", "--epoch", 1, "--record", 0)
    assert_refused(zero, status=2, words="--record 0: record 0 does not exist; .* records 1 to 4")


def test_the_former_spelling_of_a_record_draws_the_same_picture(trace, tmp_path):
    pictures = []
    for spelling in ("--record", "--sample"):
        output = tmp_path / f"{spelling}.png"
        instant = ("--epoch", 1, "--phase", "forward", spelling, 3)
        assert run("still", trace, "-o", output, *SMALL, *instant).exit_code == 0
        pictures.append(output.read_bytes())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    ("words", "path", "follows", "language"),
    [
        ((), None, False, None),
        (("a.toml", "--lang", "ja"), "a.toml", False, "ja"),
        (("--follow", "a.nntrace"), "a.nntrace", True, None),
    ],
)
def test_view_opens_the_window_and_exits_with_its_status(
    monkeypatch, words, path, follows, language
):
    opened = []
    monkeypatch.setattr(
        "nnviz.viewer.application.run",
        lambda path, *, follow, language: opened.append((path, follow, language)) or 7,
    )
    assert run("view", *words).exit_code == 7
    assert opened == [(path and Path(path), follows, language)]


def test_nothing_cannot_be_followed():
    assert_refused(run("view", "--follow"), status=2, words="name the trace")


# --- what cannot be done ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--at", 1, "--epoch", 1), "either --at SECONDS or --epoch N"),
        ((), "either --at SECONDS or --epoch N"),
        (("--at", 1, "--record", 1), "--record belong to --epoch"),
        (("--at", 1e6), "goes from 0 to"),
        (("--at", "nan"), "goes from 0 to"),
        (("--epoch", 1, "--phase", "forward", "--layer", 3), "has the layers 1, 2"),
        (("--epoch", 1, "--layer", 1), "leave it out"),
        (("--epoch", 1, "--phase", "backwards"), "backwards"),
    ],
)
def test_a_still_of_no_instant_is_bad_usage(trace, tmp_path, options, words):
    result = run("still", trace, "-o", tmp_path / "still.png", *options)
    assert_refused(result, status=2, words=words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wanted", [("--epoch", 21), ("--epoch", 0), ("--epoch", -3)])
def test_of_a_scene_errors_name_the_scene_and_not_its_recording(scene, tmp_path, wanted):
    result = run("still", scene, "-o", tmp_path / "still.png", *wanted)
    assert_refused(result, status=1, words=f"{re.escape(str(scene))}: epoch {wanted[1]} was not")
    assert ".part" not in result.stderr


def test_an_epoch_that_was_not_recorded_names_the_nearest(trace, tmp_path):
    result = run("still", trace, "-o", tmp_path / "still.png", "--epoch", 21)
    assert_refused(result, status=1, words="epoch 21 was not recorded.*20")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--size", "1921x1080"), "take 1922x1080"),
        (("--size", "wide"), "no size"),
        (("--size", "0x1080"), "no pixels"),
        (("--fps", 0), "fps 0"),
        (("--crf", 99), "crf 99"),
        (("-q", "8k"), "'draft', '720p', '1080p', '4k'"),
        (("--lang", "fr"), "'fr' is not one of 'en'"),
        (("--theme", "blue"), "'blue' is not one of 'dark'"),
        (("--captions", "picture,subtitles"), "subtitles: is none of picture, track, srt, none"),
        (("--captions", "none", "--captions", "srt"), "none stands alone"),
        (("--shots", "a-b"), "names no shots; write 3, or 2-4"),
        (("--shots", "2-1"), "name the earlier first"),
        (("--shots", "2-3"), "has the shots 1 to 2"),
        (("--shots", "0"), "counted from 1"),
        (("--shots", "1", "--to", 1), "keep one of them"),
        (("--from", "nan"), "give seconds"),
        (("--from", 0.4, "--to", 0.2), "swap them"),
        (("--from", 0, "--to", 0), "leaves nothing to show; give a later end"),
        (("--from", 0.2, "--to", 0.2), "leaves nothing to show; give a later end"),
        (("--to", 0), "leaves nothing to show; give a later end"),
        (("--to", 0.6), "from 0 to 0.5 seconds"),
        (("--transparent",), r"ends in one of \.webp, \.webm"),
        (("--fps", "many"), "fps many: .*23.976"),
        (("--faster",), "--faster"),
    ],
)
def test_an_impossible_film_is_bad_usage(scene, tmp_path, options, words):
    result = run("render", scene, "-o", tmp_path / "film.mp4", *options)
    assert_refused(result, status=2, words=words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "ending", "right"),
    [("still", ".jpg", ".png"), ("export", ".csv", ".npz")],
)
def test_an_output_of_another_format_is_bad_usage(trace, tmp_path, command, ending, right):
    instant = ("--at", 0) if command == "still" else ()
    result = run(command, trace, "-o", tmp_path / f"out{ending}", *instant)
    assert_refused(result, status=2, words=f"name it out{right}")


@pytest.mark.parametrize("command", ["record", "render", "still", "export"])
def test_nothing_is_replaced_without_force(scene, trace, tmp_path, command):
    ending = {"record": ".nntrace", "render": ".mp4", "still": ".png", "export": ".npz"}[command]
    source = scene if command == "record" else trace
    output = tmp_path / f"mine{ending}"
    output.write_bytes(b"mine")
    options = {"render": (*SMALL, "--fps", 1), "still": (*SMALL, "--at", 0)}.get(command, ())
    assert_refused(run(command, source, "-o", output, *options), status=1, words="--force")
    assert output.read_bytes() == b"mine"
    result = run(command, source, "-o", output, *options, "--force")
    assert result.exit_code == 0, result.output
    assert output.stat().st_size > 100


@pytest.mark.parametrize("command", ["render", "still", "info", "check", "export", "record"])
@pytest.mark.parametrize("name", ["missing.toml", "missing.nntrace", "missing"])
def test_a_missing_file_is_named(tmp_path, command, name):
    output = tmp_path / {"render": "a.mp4", "still": "a.png", "export": "a.npz"}.get(
        command, "a.nntrace"
    )
    options = () if command in {"info", "check"} else ("-o", output)
    instant = ("--at", 0) if command == "still" else ()
    result = run(command, tmp_path / name, *options, *instant)
    assert_refused(result, status=1, words=name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"hello"), ("a.nntrace", b"hello"), ("a.toml", b"= ="), ("a.toml", b"\xff\xfe")],
)
def test_a_file_that_is_neither_scene_nor_trace_is_named(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    result = run("still", tmp_path / name, "-o", tmp_path / "a.png", "--at", 0)
    assert_refused(result, status=1, words=re.escape(name))


def test_a_shot_of_an_epoch_that_is_not_trained_names_file_and_shot(tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(SCENE.replace("[1, 20]", "[1, 21]"))
    result = run("render", wrong, "-o", tmp_path / "film.mp4", *SMALL)
    assert_refused(result, status=1, words=r"wrong\.toml.*shot 2.*21")


def test_a_missing_folder_is_named_before_any_work(scene, tmp_path):
    result = run("render", scene, "-o", tmp_path / "nowhere" / "film.mp4")
    assert_refused(result, status=1, words="no folder .*nowhere")


def test_what_the_system_refuses_is_one_message(trace, monkeypatch):
    def refuse(_):
        raise OSError(5, "Input/output error", "disk")

    monkeypatch.setattr("nnviz.trace.trace.open_trace", refuse)
    assert_refused(run("info", trace), status=1, words="Input/output error")


def test_a_library_that_the_system_lacks_leads_to_the_doctor(trace, monkeypatch):
    monkeypatch.setitem(sys.modules, "nnviz.trace.trace", None)
    assert_refused(run("info", trace), status=1, words="nnviz doctor")


# --- how it is said ---------------------------------------------------------------------------


def test_quiet_says_nothing(scene, tmp_path):
    done = process("record", scene, "-o", tmp_path / "a.nntrace", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_pipe_gets_a_line_and_no_bar(scene, tmp_path):
    done = process("record", scene, "-o", tmp_path / "a.nntrace")
    assert re.fullmatch(r".*a\.nntrace: 20 epochs, [\d.]+ kB\n", done.stderr)
    assert done.stdout == ""


def test_a_process_exits_with_the_status_of_its_error(tmp_path):
    assert process("info", tmp_path / "missing").returncode == 1
    assert process("info").returncode == 2
    assert process("--version").returncode == 0


def test_ctrl_c_ends_a_film_with_130_and_leaves_the_old_one(trace, tmp_path):
    output = tmp_path / "film.mp4"
    output.write_bytes(b"old")
    terminal, end = pty.openpty()
    held = [sys.executable, TESTS / "held.py", "Rendering frames", "1"]
    command = [*held, "render", trace, "-o", output, "--force"]
    said = b""
    with subprocess.Popen(command, stdout=end, stderr=end) as running:
        os.close(end)
        while b"Rendering frames" not in said:
            said += os.read(terminal, 1024)
        running.send_signal(signal.SIGINT)
        while chunk := read_terminal(terminal):
            said += chunk
    os.close(terminal)
    assert running.returncode == 130
    assert said.decode().strip().endswith("nnviz: stopped")
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == [output]
    assert output.read_bytes() == b"old"


def read_terminal(terminal):
    """Return what a process writes to its terminal; nothing when it has ended."""
    try:
        return os.read(terminal, 1024)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("text", "size"),
    [("1920x1080", (1920, 1080)), ("1080p", (1920, 1080)), ("4K", (3840, 2160)), ("16X9", (16, 9))],
)
def test_a_size_can_be_typed_or_named(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "x", "1920", "1920x", "x1080", "-2x4", "1e3x2", "²x2", "p"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(typer.BadParameter, match="write 1920x1080"):
        parse_size(text)


def test_sizes_of_files_are_said_in_units():
    assert [in_bytes(n) for n in (999, 1500, 2_000_000, 3_200_000_000)] == [
        "999 bytes",
        "1.5 kB",
        "2.0 MB",
        "3.2 GB",
    ]


def test_what_a_terminal_would_obey_in_a_strangers_file_is_spelt_out(tmp_path):
    path = tmp_path / "stranger.toml"
    path.write_text('"\\u001b]0;mine now\\u0007" = 1')
    said = run("record", path, "--dry-run")
    assert said.exit_code == 1
    assert r"\u001b]0;mine now\u0007: unknown key" in said.stderr


def test_a_scene_that_keeps_too_little_for_a_picture_says_so_before_it_is_recorded(tmp_path):
    path = tmp_path / "little.toml"
    path.write_text('[experiment]\nrecording = { tensors = ["weights"] }')
    said = run("still", path, "--at", "0", "-o", tmp_path / "x.png")
    assert said.exit_code == 1
    assert "a picture needs activation_deltas, activations" in said.stderr
    assert run("record", path, "-o", tmp_path / "little.nntrace").exit_code == 0
    said = run("still", tmp_path / "little.nntrace", "--at", "0", "-o", tmp_path / "x.png")
    assert "holds no activation_deltas, activations" in said.stderr


def test_what_nobody_foresaw_is_one_message_that_says_where(scene, monkeypatch):
    monkeypatch.setattr("nnviz.scene.load_scene", lambda *_, **__: [][0])
    result = run("code", scene)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "IndexError: list index out of range (line" in result.output
    assert Path(__file__).name in result.output
    assert "Traceback" not in result.output
