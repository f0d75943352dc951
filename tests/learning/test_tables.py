"""Records from files of the user's own, and what is said of those that are none."""

import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.tables import file_limits


@pytest.fixture
def csv_file(tmp_path):
    def write(content):
        path = tmp_path / "own.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(path, **settings):
    return Data(name=path.suffix[1:], path=str(path), **settings).dataset


def test_the_last_column_is_the_target_unless_said_otherwise(csv_file):
    path = csv_file("a,b,y\n1,2,3\n4,5e-1,6\n")
    data = read(path)
    assert data.inputs.tolist() == [[1, 2], [4, 0.5]]
    assert data.targets.tolist() == [[3], [6]]
    assert data.source == "the file own.csv"
    other = read(path, inputs=("y",), targets=("b", "a"))
    assert (other.inputs.tolist(), other.targets.tolist()) == ([[3], [6]], [[2, 1], [0.5, 4]])


def test_spreadsheets_marks_quotes_and_empty_lines_are_no_obstacle(csv_file):
    data = read(csv_file(b'\xef\xbb\xbf"a, b", y\r\n"1", 2\r\n\r\n 3 ,4\r\n'))
    assert (data.inputs.tolist(), data.targets.tolist()) == ([[1], [3]], [[2], [4]])
    assert read(csv_file('"a, b",y\n1,2\n'), inputs=("a, b",)).inputs.tolist() == [[1]]


def test_classes_are_texts_or_numbers_and_become_outputs(csv_file):
    data = read(csv_file("a,kind\n1,rose\n2,iris\n3,rose\n"), classify=True)
    assert data.classes == ("iris", "rose")
    assert data.targets.tolist() == [[0, 1], [1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        ([str(n) for n in range(11, -1, -1)], tuple(map(str, range(12)))),
        (["10.0", "2.0", "1.0", "-3"], ("-3", "1.0", "2.0", "10.0")),
        (["10", "2", "b", "1"], ("1", "10", "2", "b")),
        (["rose", "iris"], ("iris", "rose")),
    ],
)
def test_classes_stand_in_natural_order(csv_file, labels, classes):
    data = read(
        csv_file("a,k\n" + "".join(f"{n},{k}\n" for n, k in enumerate(labels))), classify=True
    )
    assert data.classes == classes
    named = [data.classes[column] for column in data.targets.argmax(axis=1)]
    assert named == labels


@pytest.mark.parametrize(
    ("content", "settings", "message"),
    [
        (
            "a,y\n1,2\n",
            {"inputs": ("b",)},
            r"0 of its columns are called 'b'; there are 'a', 'y'; name one",
        ),
        ("a,a,y\n1,2,3\n", {}, r"2 of its columns are called 'a'"),
        ("a,y\n1,2\nx,3\n", {}, r"line 3, record 2, column 'a': 'x' is no finite number; correct"),
        ("a,y\n1,\n", {}, r"column 'y' is empty; leave it out"),
        ("a,y\n1,2\n1,2,3\n", {}, r"line 3: record 2 has 3 values, the first line names 2"),
        ("a,y\n", {}, r"holds no record"),
        ("", {}, r"holds no record"),
        ("y\n1\n", {}, r"the column 'y' alone; give inputs and a target"),
        ("a:y\n1:2\n", {}, r"'a:y' alone; .* separate them by commas, or say"),
        ("petal:" * 30 + "\n1", {}, r"the column 'petal:petal:[petal:]*…' alone; give"),
        (",".join("ab" * 25_001) + "\n1", {}, r"names 50,002 columns; 50,000 are possible"),
        (f"a,y\n1,{'x' * 201}", {"classify": True}, r"record 1, column 'y': a class .* 201 char"),
        ("a,y\n1,2\n", {"targets": ("a", "y")}, r"no inputs are left"),
        (
            "a,y\n1,\xff".encode("latin-1"),
            {},
            r"no text in utf-8.*encoding = \"cp1252\", or save it as UTF-8",
        ),
        ('a,y\n1,"2\n', {}, r"no CSV"),
        ("a,y\n1,2\n", {"classify": True}, r"1 classes are not possible"),
        ("a,b,y\n1,2,3\n", {"targets": ("b", "y"), "classify": True}, r"2 targets a record"),
    ],
)
def test_what_is_wrong_with_a_csv_is_named_with_its_place(csv_file, content, settings, message):
    with pytest.raises(ExperimentError, match=message):
        read(csv_file(content), **settings)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ExperimentError, match=r"none\.csv: cannot be read: No such file"):
        read(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ExperimentError, match=r"folder\.csv: cannot be read"):
        read(tmp_path / "folder.csv")


def test_a_file_that_is_too_large_is_not_read(csv_file, monkeypatch):
    monkeypatch.setattr(file_limits, "LARGEST_BYTES", 3)
    with pytest.raises(ExperimentError, match="takes 0 MiB, more than"):
        read(csv_file("a,y\n1,2\n"))


@given(st.text(max_size=60))
def test_any_text_is_a_table_or_a_clear_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("fuzz") / "own.csv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        assert len(read(path).inputs)
    except ExperimentError as error:
        assert "own.csv" in str(error)


def test_arrays_of_an_npz_stand_side_by_side(tmp_path):
    path = tmp_path / "own.npz"
    np.savez(path, inputs=np.ones((3, 2)), targets=np.arange(3), more=np.zeros(3))
    assert read(path).targets.tolist() == [[0], [1], [2]]
    assert read(path, inputs=("inputs", "more")).inputs.shape == (3, 3)
    classes = read(path, classify=True)
    assert classes.classes == ("0", "1", "2")
    assert classes.targets.tolist() == np.eye(3).tolist()


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"inputs": np.ones((3, 2))}, "no array 'targets'; there are 'inputs'"),
        ({"inputs": np.ones((3, 2)), "targets": np.ones(2)}, "2 and 3 rows"),
        ({"inputs": np.ones(()), "targets": np.ones(2)}, "0 and 2 rows"),
        ({"inputs": np.array([1j]), "targets": np.ones(1)}, "'inputs': an array .* give numbers"),
        ({"inputs": np.array([{}]), "targets": np.ones(1)}, "'inputs' holds objects .*astype"),
        (
            {"inputs": np.ones((2, 2)), "targets": np.array(["a", "b"], dtype=object)},
            r"'targets' holds objects .* \.astype\(str\)",
        ),
        ({"inputs": np.array([[np.inf]]), "targets": np.ones(1)}, "inf in row 1"),
    ],
)
def test_what_is_wrong_with_an_npz_is_named(tmp_path, arrays, message):
    np.savez(tmp_path / "own.npz", **arrays)
    with pytest.raises(ExperimentError, match=message):
        read(tmp_path / "own.npz")


def test_another_file_is_no_npz(tmp_path):
    path = tmp_path / "own.npz"
    path.write_bytes(b"hello")
    with pytest.raises(ExperimentError, match=r"own\.npz: is no NPZ"):
        read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inputs.npy", b"nonsense")
        archive.writestr("targets.npy", b"nonsense")
    with pytest.raises(ExperimentError, match=r"own\.npz: is no NPZ"):
        read(path)


def test_an_archive_that_would_unpack_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "own.npz"
    np.savez_compressed(path, inputs=np.zeros((1000, 100)), targets=np.zeros(1000))
    monkeypatch.setattr(file_limits, "LARGEST_BYTES", 100_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ExperimentError, match="more than"):
        read(path)
