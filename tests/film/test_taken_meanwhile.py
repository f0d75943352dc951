"""A file that appears under a film's name while the film is made stays as it is."""

import pytest

from nnviz.errors import FilmError
from nnviz.film.film import render_film

from .grey import GreyCanvas, GreyShow

NAMES = ["film.mp4", "film.mov", "film.webm", "film.gif", "film.webp", "%02d.png"]
MEANWHILE = r"exists already.*; .*--force.*overwrite=True"


@pytest.fixture(autouse=True)
def canvas(monkeypatch):
    class Canvas(GreyCanvas):
        def close(self):
            pass

    monkeypatch.setattr("nnviz.film.film.Canvas", Canvas)


def render(path, *, at_last=None, **options):
    """Render a film; let something else happen when all of its frames are drawn."""

    def progress(done, total):
        if done == total and at_last is not None:
            at_last()

    return render_film(GreyShow(), path, size=(64, 36), fps=10, progress=progress, **options)


def files(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_not_replaced(tmp_path, name):
    taken = tmp_path / name.replace("%02d", "04")
    with pytest.raises(FilmError, match=MEANWHILE):
        render(tmp_path / name, at_last=lambda: taken.write_bytes(b"mine"))
    assert files(tmp_path) == {taken.name: b"mine"}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_replaced_where_that_is_asked_for(tmp_path, name):
    taken = tmp_path / name.replace("%02d", "04")
    render(tmp_path / name, at_last=lambda: taken.write_bytes(b"mine"), overwrite=True)
    assert taken.read_bytes() != b"mine"


@pytest.mark.parametrize("name", NAMES)
def test_of_two_renders_to_one_name_the_first_to_end_wins(tmp_path, name):
    with pytest.raises(FilmError, match=MEANWHILE):
        render(tmp_path / name, at_last=lambda: render(tmp_path / name))
    render(tmp_path / f"other-{name}")
    found = files(tmp_path)
    ours = {file: data for file, data in found.items() if not file.startswith("other-")}
    assert ours == {file: found[f"other-{file}"] for file in ours}
    assert len(found) == 2 * len(ours)


def test_captions_that_appear_meanwhile_stay_as_they_are(tmp_path):
    srt = tmp_path / "film.srt"
    with pytest.raises(FilmError, match=rf"film\.srt: {MEANWHILE}"):
        render(tmp_path / "film.webm", at_last=lambda: srt.write_bytes(b"mine"), subtitles={"srt"})
    assert srt.read_bytes() == b"mine"


def test_a_folder_that_appears_meanwhile_stays(tmp_path):
    with pytest.raises(FilmError, match=MEANWHILE):
        render(tmp_path / "film.webm", at_last=(tmp_path / "film.webm").mkdir)
    assert (tmp_path / "film.webm").is_dir()
