import imageio.v3 as iio
import numpy as np
import pytest

from nnviz.errors import FilmError, UsageError
from nnviz.film.still import render_still, save_still


@pytest.fixture
def image():
    return np.random.default_rng(1).integers(0, 256, (7, 11, 4), np.uint8)


def test_a_still_holds_every_pixel_and_its_alpha(tmp_path, image):
    save_still(image, tmp_path / "still.png")
    np.testing.assert_array_equal(iio.imread(tmp_path / "still.png"), image)


def test_an_opaque_still_has_no_alpha(tmp_path, image):
    image[..., 3] = 255
    save_still(image, tmp_path / "still.png")
    np.testing.assert_array_equal(iio.imread(tmp_path / "still.png"), image[..., :3])


def test_an_old_still_is_replaced_only_when_that_is_asked_for(tmp_path, image):
    path = tmp_path / "still.png"
    path.write_bytes(b"old")
    with pytest.raises(FilmError, match="overwrite=True"):
        save_still(image, path)
    assert path.read_bytes() == b"old"
    save_still(image, path, overwrite=True)
    np.testing.assert_array_equal(iio.imread(path), image)


def test_a_still_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    tmp_path, image, monkeypatch
):
    def fill_the_disk(*_, **__):
        raise OSError(28, "No space left on device")

    path = tmp_path / "still.png"
    path.write_bytes(b"old")
    monkeypatch.setattr("nnviz.film.still.iio.imwrite", fill_the_disk)
    with pytest.raises(FilmError, match=r"still\.png.*No space left"):
        save_still(image, path, overwrite=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("size", [(8193, 10), (10, 0)])
def test_a_size_that_cannot_be_drawn_is_refused(tmp_path, size):
    with pytest.raises(UsageError, match="from 1 to 8192"):
        render_still(None, tmp_path / "still.png", size=size)
