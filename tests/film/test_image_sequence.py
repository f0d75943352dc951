import pytest

from nnviz.errors import FilmError, UsageError
from nnviz.film.image_sequence import check_sequence, numbered, sequence_written_whole


def write(pattern, frames):
    for number in range(frames):
        (pattern.parent / (pattern.name % number)).write_text(str(number))


def test_the_pictures_get_their_names_when_all_are_there(tmp_path):
    with sequence_written_whole(tmp_path / "x%02d.png", frames=3, overwrite=False) as pattern:
        write(pattern, 3)
        assert not list(tmp_path.glob("*.png"))
    found = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert found == {"x00.png": "0", "x01.png": "1", "x02.png": "2"}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_exception_leaves_the_old_pictures_and_nothing_else(tmp_path, error):
    (tmp_path / "00.png").write_text("old")
    with (
        pytest.raises(error),
        sequence_written_whole(tmp_path / "%02d.png", frames=2, overwrite=True) as pattern,
    ):
        write(pattern, 1)
        raise error
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("00.png", "old")]


def test_frames_of_another_film_are_not_mixed_with_these(tmp_path):
    (tmp_path / "x07.png").touch()
    (tmp_path / "x7b.png").touch()
    with pytest.raises(FilmError, match=r"x07\.png: exists already, one of 1 .*--force"):
        check_sequence(tmp_path / "x%02d.png", overwrite=False)
    check_sequence(tmp_path / "x%02d.png", overwrite=True)
    check_sequence(tmp_path / "y%02d.png", overwrite=False)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FilmError, match=r"no folder .*frames; make it first"):
        check_sequence(tmp_path / "frames" / "%05d.png", overwrite=False)


@pytest.mark.parametrize("name", ["x.png", "%d.png", "%02d-%02d.png", "100%-%02d.png", "%00d.png"])
def test_a_name_without_one_counter_is_told_how_to_be_one(tmp_path, name):
    with pytest.raises(UsageError, match=r"write \S+%05d\.png"):
        check_sequence(tmp_path / name, overwrite=False)


def test_a_counter_with_too_few_digits_is_told_how_many_it_needs(tmp_path):
    assert numbered(tmp_path / "%01d.png", frames=10)[-1].name == "9.png"
    with pytest.raises(UsageError, match=r"11 frames do not fit.*%02d\.png"):
        numbered(tmp_path / "%01d.png", frames=11)


def test_a_folder_may_have_a_percent_sign(tmp_path):
    from nnviz.film.film import render_film

    from .grey import GreyShow

    folder = tmp_path / "50%d"
    folder.mkdir()
    render_film(GreyShow(duration_seconds=0.1), folder / "%02d.png", size=(64, 36), fps=10)
    assert [file.name for file in folder.iterdir()] == ["00.png"]


def test_frames_of_a_longer_sequence_are_removed_where_it_is_replaced(tmp_path):
    older = [f"x{number:02}.png" for number in range(12)]
    others = ["x7.png", "x007.png", "x07.jpg", "y07.png", "x٠٧.png"]
    for name in (*older, *others):
        (tmp_path / name).write_text("old")
    with sequence_written_whole(tmp_path / "x%02d.png", frames=3, overwrite=True) as pattern:
        write(pattern, 3)
    found = {file.name: file.read_text() for file in tmp_path.iterdir()}
    new = {f"x{number:02}.png": str(number) for number in range(3)}
    assert found == new | dict.fromkeys(others, "old")


def test_a_sequence_that_cannot_be_named_whole_is_not_named_at_all(tmp_path):
    with (
        pytest.raises(FilmError, match=r"02\.png: exists already, made by another meanwhile"),
        sequence_written_whole(tmp_path / "%02d.png", frames=4, overwrite=False) as pattern,
    ):
        write(pattern, 4)
        (tmp_path / "02.png").write_text("mine")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("02.png", "mine")]
