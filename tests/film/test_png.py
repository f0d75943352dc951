import imageio.v3 as iio
import numpy as np
import pytest

from nnviz.film.png import png


@pytest.mark.parametrize("opaque", [True, False])
def test_another_reader_of_png_finds_the_same_pixels(opaque):
    image = np.random.default_rng(1).integers(0, 256, (5, 7, 4), dtype=np.uint8)
    if opaque:
        image[..., 3] = 255
    seen = iio.imread(png(image), extension=".png")
    np.testing.assert_array_equal(seen, image[..., :3] if opaque else image)
