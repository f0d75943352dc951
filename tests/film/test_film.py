import av
import numpy as np
import pytest

from nnviz.errors import FilmError, GraphicsError, UsageError
from nnviz.film.film import render_film

from .grey import GreyShow

SIZE = (64, 36)


def greys(path):
    """Return the luma of every frame's first pixel, 16 to 235."""
    with av.open(path) as film:
        return [np.asarray(frame.planes[0]).flat[0] for frame in film.decode(video=0)]


@pytest.mark.parametrize(("seconds", "fps", "frames"), [(1, 10, 10), (0.99, 25, 25), (0.01, 1, 1)])
def test_a_film_has_its_length_times_its_pace_in_frames(tmp_path, canvas, seconds, fps, frames):
    show = GreyShow(duration_seconds=seconds)
    report = render_film(show, tmp_path / "film.mp4", size=SIZE, fps=fps)
    assert report.frames == frames == len(greys(tmp_path / "film.mp4"))


def test_frame_n_shows_the_instant_n_divided_by_fps(tmp_path, canvas):
    render_film(GreyShow(), tmp_path / "film.mp4", size=SIZE, fps=20, crf=1)
    expected = [16 + 219 * (n // 2) / 10 for n in range(20)]
    np.testing.assert_allclose(greys(tmp_path / "film.mp4"), expected, atol=4)


def test_a_picture_that_does_not_change_is_drawn_once(tmp_path, canvas):
    report = render_film(GreyShow(), tmp_path / "film.mp4", size=SIZE, fps=30)
    assert (report.frames, report.drawn, canvas.drawn) == (30, 10, 10)


def test_the_report_says_what_was_written(tmp_path, canvas):
    path = tmp_path / "film.mp4"
    report = render_film(GreyShow(), path, size=SIZE, fps=10)
    assert report.path == path
    assert report.size_bytes == path.stat().st_size
    assert report.wall_seconds > 0


def test_title_and_chapters_of_the_show_are_in_the_film(tmp_path, canvas):
    render_film(GreyShow(), tmp_path / "film.mp4", size=SIZE, fps=10)
    with av.open(tmp_path / "film.mp4") as film:
        assert film.metadata["title"] == "Grey"
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == ["All"]


def test_progress_counts_up_to_all_frames(tmp_path, canvas):
    seen = []
    render_film(
        GreyShow(),
        tmp_path / "film.mp4",
        size=SIZE,
        fps=10,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(n, 10) for n in range(1, 11)]


@pytest.mark.parametrize("error", [KeyboardInterrupt, GraphicsError, FilmError])
def test_an_interrupted_render_leaves_the_old_film_and_nothing_else(tmp_path, canvas, error):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"the film of last year")

    def stop(done, total):
        if done == 5:
            raise error

    with pytest.raises(error):
        render_film(GreyShow(), path, size=SIZE, fps=10, overwrite=True, progress=stop)
    assert path.read_bytes() == b"the film of last year"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_drawn_where_nothing_may_be_written(tmp_path, canvas):
    path = tmp_path / "film.mp4"
    path.touch()
    with pytest.raises(FilmError, match="overwrite=True"):
        render_film(GreyShow(), path, size=SIZE)
    assert canvas.drawn == 0


def test_an_odd_size_is_refused_with_a_size_to_take(tmp_path, canvas):
    with pytest.raises(UsageError, match="take 64x36"):
        render_film(GreyShow(), tmp_path / "film.mp4", size=(63, 35))


def test_the_real_canvas_draws_what_the_frame_says(tmp_path):
    render_film(GreyShow(), tmp_path / "film.mp4", size=(320, 180), fps=10, crf=1)
    expected = [16 + 219 * n / 10 for n in range(10)]
    np.testing.assert_allclose(greys(tmp_path / "film.mp4"), expected, atol=4)
