"""Data files of a stranger are clear errors, and nothing in them is executed."""

import io
import pickle
import re
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from tests.hostile.data import HOSTILE
from tests.hostile.mutation import BYTES

SCENE = """
[experiment]
epochs = 2
data = {{ name = "{}", path = "{}" }}
layers = [{{ units = 1 }}]
"""


class Trap:
    """What a pickle would execute."""

    def __reduce__(self):
        return exec, ("raise SystemExit('executed')",)


def npy(array, *, descr=None, shape=None, data=None):
    """Return the bytes of an array, with another header or other contents."""
    file = io.BytesIO()
    header = {
        "descr": descr or np.lib.format.dtype_to_descr(array.dtype),
        "fortran_order": False,
        "shape": array.shape if shape is None else shape,
    }
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue() + (array.tobytes() if data is None else data)


def npz(path, *, compression=zipfile.ZIP_STORED, **files):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.npy", content)


ARRAY = np.arange(8.0).reshape(4, 2)
GOOD = npy(ARRAY)
HEADER = npy(ARRAY, data=b"")
ARRAYS = {
    "a pickle": npy(np.array([Trap()]), descr="|O", shape=(1,), data=pickle.dumps(Trap())),
    "nothing": b"",
    "no array": b"hello",
    "a pickle without a header": pickle.dumps(Trap()),
    "a size that lies": npy(ARRAY, shape=(10**9, 2)),
    "a size that no machine holds": npy(ARRAY, shape=(10**18, 2)),
    "a size below zero": npy(ARRAY, shape=(-4, 2)),
    "a size that overflows": npy(ARRAY, shape=(2**62, 2**62)),
    "a header that is a program": HEADER.replace(b"{'descr'", b"{exit(1)"),
    "a header without an end": HEADER[:20],
    "a nested header": HEADER[:10] + b"(" * (len(HEADER) - 11) + b"\n",
    "text where numbers belong": npy(np.array(["a", "b"])),
    "records of records": npy(ARRAY, descr=[("x", "<f8"), ("y", "<f8")], shape=(4,)),
    "dates": npy(ARRAY, descr="<M8[s]"),
    "complex numbers": npy(ARRAY, descr="<c16", shape=(4,)),
    "NaN": npy(ARRAY * np.nan),
    "no rows": npy(np.zeros((0, 2))),
    "no columns": npy(np.zeros((4, 0))),
    "no axis": npy(np.array(1.0)),
    "thirty axes": npy(np.zeros((1,) * 30)),
}


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "scene.toml"
    path.write_text(SCENE.format("npz", "own.npz"))
    return path


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_that_are_none_are_a_clear_error(scene, name, judge):
    npz(scene.with_name("own.npz"), inputs=ARRAYS[name], targets=GOOD)
    refused(scene, judge(scene))


def refused(scene, verdict):
    assert verdict.kind == "SceneError", verdict
    assert "own." in verdict.said
    assert len(verdict.said) < 1000
    assert verdict.is_cheap, verdict


def test_an_archive_that_would_take_all_memory_is_a_clear_error(scene, judge):
    zeros = npy(ARRAY, shape=(25_000_000, 2), data=bytes(400_000_000))
    npz(scene.with_name("own.npz"), inputs=zeros, targets=GOOD, compression=zipfile.ZIP_DEFLATED)
    verdict = judge(scene)
    refused(scene, verdict)
    assert "too small" in verdict.said


def test_an_archive_with_a_password_is_a_clear_error(scene, judge):
    path = scene.with_name("own.npz")
    npz(path, inputs=GOOD, targets=GOOD)
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)
    refused(scene, judge(scene))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\0" * 1000,
        b"a,y\n1,2\n" + b'"' + b"x" * 200_000,
        b"a,y\n" + b"1" * 140_000 + b",2\n",
        b"a,y\n1,\xff\n",
        b"a,y\n1,1e999\n2,3\n",
        b"a,y\n1,__import__('os')\n",
        b"a,a\n1,2\n",
        b"," * 50_000 + b"\n" + b"," * 50_000,
        b"\x1b[2J,y\n1,\x1b]0;x\x07\n",
    ],
)
def test_tables_that_are_none_are_a_clear_error(scene, text, judge):
    scene.write_text(SCENE.format("csv", "own.csv"))
    scene.with_name("own.csv").write_bytes(text)
    refused(scene, judge(scene))


@settings(max_examples=200)
@given(rng=st.randoms(use_true_random=False), compressed=st.booleans())
def test_an_archive_with_any_bytes_changed_is_a_clear_error_or_what_it_says(
    tmp_path_factory, rng, compressed
):
    path = tmp_path_factory.getbasetemp() / "spoilt.npz"
    how = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    npz(path, inputs=GOOD, targets=GOOD, compression=how)
    path.write_bytes(rng.choice(BYTES)(path.read_bytes(), rng))
    try:
        assert Data(name="npz", path=str(path)).dataset
    except ExperimentError as error:
        assert str(path) in str(error) or path.name in str(error)


@settings(max_examples=100)
@given(rng=st.randoms(use_true_random=False), classify=st.booleans())
def test_a_table_with_any_bytes_changed_is_a_clear_error_or_what_it_says(
    tmp_path_factory, rng, classify
):
    path = tmp_path_factory.getbasetemp() / "spoilt.csv"
    path.write_bytes(rng.choice(BYTES)(b'a,b,y\n1,2.5,"x"\n3e1,-4,"y"\n0,1,"x"\n', rng))
    try:
        assert Data(name="csv", path=str(path), classify=classify).dataset
    except ExperimentError as error:
        assert str(path) in str(error) or path.name in str(error)


@pytest.mark.parametrize("name", HOSTILE)
def test_large_data_that_cost_little_to_send_are_a_clear_error_that_costs_little(
    tmp_path, name, judge
):
    path = tmp_path / "scene.toml"
    HOSTILE[name](path)
    verdict = judge(path)
    assert verdict.kind == "SceneError", verdict
    assert re.search(r"own\.|images", verdict.said)
    assert len(verdict.said) < 1000
    assert verdict.is_cheap, verdict
