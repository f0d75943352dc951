from functools import partial

import pytest

from nnviz import files
from nnviz.errors import FilmError, TraceError

check_destination = partial(files.check_destination, overwrite=False, error=FilmError)
explained = partial(files.os_errors_explained, error=FilmError)
written_whole = partial(files.written_whole, overwrite=False, error=FilmError)


def test_the_file_appears_when_the_block_ends(tmp_path):
    path = tmp_path / "film.mp4"
    with written_whole(path) as part:
        part.write_bytes(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path, error):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"old")
    with pytest.raises(error), written_whole(path, overwrite=True) as part:
        part.write_bytes(b"half")
        raise error
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_only_when_that_is_asked_for(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"old")
    with pytest.raises(FilmError, match="overwrite=True"), written_whole(path):
        pytest.fail("the block must not begin")
    with written_whole(path, overwrite=True) as part:
        part.write_bytes(b"new")
    assert path.read_bytes() == b"new"


def test_a_new_file_has_the_permissions_that_any_new_file_has(tmp_path):
    (tmp_path / "usual").touch()
    with written_whole(tmp_path / "film.mp4"):
        pass
    assert (tmp_path / "film.mp4").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FilmError, match=r"no folder .*nowhere"):
        check_destination(tmp_path / "nowhere" / "film.mp4")


def test_a_folder_is_never_replaced(tmp_path):
    with pytest.raises(FilmError, match="no ordinary file"):
        check_destination(tmp_path, overwrite=True)


def test_what_the_system_refuses_names_the_file_and_a_remedy(tmp_path):
    path = tmp_path / "film.mp4"
    told = r"film\.mp4.*No space left.*another place"
    with pytest.raises(FilmError, match=told), explained(path):
        raise OSError(28, "No space left on device")


def test_a_folder_that_takes_no_files_is_a_clear_error(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("nnviz.files.create", refuse)  # root may write anywhere
    with pytest.raises(FilmError, match="Permission denied"), written_whole(tmp_path / "a.mp4"):
        pytest.fail("the block must not begin")


def test_a_read_only_folder_is_named_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write anywhere
    with pytest.raises(FilmError, match="nothing may be written into"):
        check_destination(tmp_path / "film.mp4")


def test_each_room_has_errors_of_its_own(tmp_path):
    with pytest.raises(TraceError, match="no ordinary file"):
        files.check_destination(tmp_path, overwrite=True, error=TraceError)


def test_what_is_kept_beside_a_file_gets_a_name_of_its_own(tmp_path):
    names = []
    for _ in range(2):
        (tmp_path / "part").touch()
        names.append(files.name_beside(tmp_path / "part", tmp_path / "xor.nntrace").name)
    assert names == ["xor.partial-1.nntrace", "xor.partial-2.nntrace"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "film.mp4"
    with (
        pytest.raises(FilmError, match="made by another meanwhile"),
        written_whole(path),
    ):
        path.write_bytes(b"mine")
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_meanwhile_is_noticed_without_links_too(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    path = tmp_path / "film.mp4"
    with written_whole(path) as part:
        part.write_bytes(b"first")
    assert path.read_bytes() == b"first"
    with pytest.raises(FilmError, match="meanwhile"), written_whole(tmp_path / "other"):
        (tmp_path / "other").write_bytes(b"mine")
    assert (tmp_path / "other").read_bytes() == b"mine"
