from io import BytesIO

import av
import numpy as np
import pytest

from nnviz.film.matroska_stream import before_frame, stream_header


@pytest.mark.parametrize(("fps", "transparent"), [(1, True), (30, False), (240, True)])
def test_a_reader_of_matroska_finds_every_picture_and_when_it_is_shown(fps, transparent):
    numbers = [0, 1, 4, 5, 100_003]
    images = [np.full((4, 6, 4), index % 251, np.uint8) for index in numbers]
    stream = stream_header((6, 4), fps=fps, transparent=transparent)
    for index, image in zip(numbers, images, strict=True):
        stream += before_frame(index, fps=fps, size_bytes=image.nbytes) + image.tobytes()
    with av.open(BytesIO(stream)) as film:
        frames = list(film.decode(video=0))
    for frame, index, image in zip(frames, numbers, images, strict=True):
        assert float(frame.pts * frame.time_base) == pytest.approx(index / fps, abs=1e-4)
        np.testing.assert_array_equal(frame.to_ndarray(format="rgba")[..., :3], image[..., :3])
