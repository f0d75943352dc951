"""The codec gives back every bit, and believes no size."""

import numpy as np
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnviz.trace.codec import Codec

arrays = st.sampled_from(["<f8", "<f4", "<i8", "|u1"]).flatmap(
    lambda dtype: hnp.arrays(
        np.dtype(f"<u{np.dtype(dtype).itemsize}"),
        hnp.array_shapes(min_dims=1, max_dims=3, max_side=9),
    ).map(lambda bits: bits.view(dtype))
)


@given(array=arrays)
def test_every_bit_pattern_comes_back(array):
    codec = Codec()
    data = codec.encode(array)
    back = codec.decode(data, shape=array.shape, dtype=array.dtype)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


def test_payloads_of_nan_infinities_denormals_and_signed_zeros_come_back():
    bits = [
        *(0x7FF8000000000000, 0x7FF0000000000001, 0xFFFFFFFFFFFFFFFF),  # NaN, three payloads
        *(0x7FF0000000000000, 0xFFF0000000000000),  # infinities
        *(0x0000000000000001, 0x800FFFFFFFFFFFFF),  # denormals
        *(0x0000000000000000, 0x8000000000000000, 0x7FEFFFFFFFFFFFFF),
    ]
    array = np.array(bits, dtype="<u8").view("<f8").reshape(-1, 1)
    codec = Codec()
    back = codec.decode(codec.encode(array), shape=array.shape, dtype=array.dtype)
    assert back.view("<u8").ravel().tolist() == bits


def test_what_changes_smoothly_takes_few_bytes():
    steps = np.linspace(0, 1, 512)
    array = np.stack([np.exp(-steps), np.exp(steps / 3)], axis=1)
    assert len(Codec().encode(array)) < 0.5 * array.nbytes


def test_a_codec_can_be_used_again():
    codec = Codec()
    array = np.arange(12.0).reshape(6, 2)
    codec.encode(np.ones((5, 5)))
    data = codec.encode(array)
    for _ in range(2):
        assert codec.decode(data, shape=(6, 2), dtype=array.dtype).tobytes() == array.tobytes()


def test_the_array_that_was_encoded_stays_as_it_was():
    array = np.arange(8.0).reshape(8, 1)
    Codec().encode(array)
    assert array.ravel().tolist() == list(range(8))


BOMB = zstandard.ZstdCompressor().compress(bytes(100_000_000))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no frame",
        BOMB,
        zstandard.ZstdCompressor().compress(bytes(32))[:-2],
        zstandard.ZstdCompressor().compress(bytes(32)) + b"more",
        zstandard.ZstdCompressor(write_content_size=False).compress(bytes(32)),
        zstandard.ZstdCompressor().compress(bytes(31)),
    ],
    ids=["empty", "not zstd", "bomb", "cut off", "too long", "size not stated", "wrong size"],
)
def test_other_data_are_refused(data):
    with pytest.raises(ValueError, match=r"."):
        Codec().decode(data, shape=(4, 1), dtype=np.dtype("<f8"))
