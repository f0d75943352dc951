import sys

import pytest
from typer.testing import CliRunner

from nnviz.cli import doctor
from nnviz.cli.app import app
from nnviz.errors import FilmError, GraphicsError
from nnviz.picture import fallback_fonts


@pytest.fixture
def healthy(monkeypatch):
    """Put checks that find everything in place of those that look at this machine."""
    for check in ("_graphics", "_ffmpeg", "_fonts", "_window", "_japanese"):
        monkeypatch.setattr(doctor, check, lambda: "found it")


def examine():
    return CliRunner().invoke(app, ["doctor"])


def test_a_machine_that_passes_the_tests_has_what_is_needed():
    result = examine()
    assert result.exit_code == 0, result.output
    marks = [line.split()[:2] for line in result.stdout.splitlines()]
    names = ("graphics", "ffmpeg", "fonts", "window", "japanese")
    assert marks == [["ok", name] for name in names]


def test_what_is_missing_is_named_with_its_remedy_and_the_rest_is_still_examined(
    healthy, monkeypatch
):
    def missing():
        raise GraphicsError("no libEGL; apt-get install libegl1")

    monkeypatch.setattr(doctor, "_graphics", missing)
    result = examine()
    assert result.exit_code == 1
    first, *others = result.stdout.splitlines()
    assert first.split()[:2] == ["MISSING", "graphics"]
    assert "apt-get install libegl1" in first
    assert [line.split()[0] for line in others] == ["ok"] * 4


@pytest.mark.parametrize("error", [ImportError("No module named 'vispy'"), OSError("libGL.so.1")])
def test_a_broken_library_is_a_finding_and_no_crash(healthy, monkeypatch, error):
    def broken():
        raise error

    monkeypatch.setattr(doctor, "_fonts", broken)
    result = examine()
    assert result.exit_code == 1
    assert str(error) in result.stdout


def test_a_machine_without_a_japanese_font_is_warned_and_passes(monkeypatch):
    monkeypatch.setattr(fallback_fonts, "japanese_face", lambda *, bold: None)
    result = examine()
    assert result.exit_code == 0
    *_, last = result.stdout.splitlines()
    assert last.split()[:2] == ["WARNING", "japanese"]
    assert "apt-get install fonts-noto-cjk" in last


def test_qt_that_cannot_be_loaded_is_told_in_its_own_words(monkeypatch):
    monkeypatch.setattr(doctor, "_SHOW_QT", "raise ImportError('libGL.so.1: cannot open')")
    with pytest.raises(GraphicsError, match=r"libGL\.so\.1: cannot open\. .*apt-get install"):
        doctor._window()


def test_a_machine_without_a_display_still_makes_films(monkeypatch):
    monkeypatch.setattr(doctor, "_SHOW_QT", "import os; print('PyQt6 6', flush=True); os.abort()")
    assert doctor._window() == "PyQt6 6, no display here: `nnviz view` needs a desktop or Xvfb"


def test_ffmpeg_is_run_and_asked_what_it_encodes(monkeypatch):
    assert doctor._ffmpeg().startswith("ffmpeg version")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", sys.executable)
    with pytest.raises(FilmError, match="reinstall imageio-ffmpeg"):
        doctor._ffmpeg()
