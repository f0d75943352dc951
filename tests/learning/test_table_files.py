"""Tables as other programs write them: their marks, their encodings, their first lines."""

from datetime import datetime

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data


@pytest.fixture
def read(tmp_path):
    def read(content, **settings):
        path = tmp_path / "own.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Data(name="csv", path=str(path), **settings).dataset

    return read


def refused(read, content, message, **settings):
    with pytest.raises(ExperimentError, match=message) as caught:
        read(content, **settings)
    assert "own.csv: " in str(caught.value)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_seen(read, mark, end):
    data = read(end.join(["a,b,y", "1,2,3", "4,5.5,6", ""]).replace(",", mark))
    assert (data.inputs.tolist(), data.targets.tolist()) == ([[1, 2], [4, 5.5]], [[3], [6]])


def test_blanks_part_values_where_that_is_said(read):
    data = read("a   b y\n 1  2 3\n4 5 6  \n", separator=" ")
    assert data.inputs.tolist() == [[1, 2], [4, 5]]


def test_a_decimal_comma_is_seen_and_settles_what_could_be_a_thousand(read):
    data = read("a;b;c;y\n0,5;1.234;1.234,5;1,250\n-1,25;12.000;7;2,5\n")
    assert data.inputs.tolist() == [[0.5, 1234, 1234.5], [-1.25, 12000, 7]]
    assert data.targets.tolist() == [[1.25], [2.5]]


def test_thousands_and_percent_are_numbers(read):
    data = read('a;b;c;y\n1,234.5;1 250;12 %;1\n"12,345,678";300;7.5%;2\n')
    assert data.inputs.tolist() == [[1234.5, 1250, 12], [12345678, 300, 7.5]]


def test_what_could_be_a_thousand_has_to_be_said(read):
    text = "a;y\n1,234;1\n5,678;2\n"
    refused(read, text, r"column 'a': '1,234' can be .* decimal = \"\.\" or decimal = \",\"")
    assert read(text, decimal=".").inputs.tolist() == [[1234], [5678]]
    assert read(text, decimal=",").inputs.tolist() == [[1.234], [5.678]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_so_are_seen(read, encoding):
    assert read("長さ,y\n1,2\n".encode(encoding)).input_names == ("長さ",)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("shift_jis", 'encoding = "shift_jis"'),
        ("euc_jp", 'encoding = "euc_jp"'),
        ("cp1252", 'encoding = "cp1252"'),
        ("utf-16-le", 'encoding = "utf-16-le"'),
    ],
)
def test_other_encodings_have_to_be_said(read, encoding, said):
    name = "Größe" if encoding == "cp1252" else "長さの単位はセンチ"
    text = f"{name},y\n1,2\n".encode(encoding)
    refused(read, text, f"is no text in utf-8: .*{said}")
    assert read(text, encoding=encoding).input_names == (name,)


def test_an_encoding_that_is_none_is_refused():
    with pytest.raises(ExperimentError, match="encoding: 'rot13' is not possible; give one of utf"):
        Data(name="csv", path="x.csv", encoding="rot13")


def test_comments_blank_lines_and_empty_rows_are_left_out_and_said(read):
    data = read("# made by hand\n\na,y\n# 0,0\n1,2\n,\n\n3,4\n")
    assert data.inputs.tolist() == [[1], [3]]
    assert data.notes == (
        "2 line(s) that begin with # are left out as comments",
        "1 row(s) without any value are left out",
    )


def test_a_quoted_text_may_hold_marks_and_begin_a_line_with_a_hash(read):
    data = read('"a,\nb",kind\n1,"x;\n#y"\n2,"z ""q"""\n', classify=True)
    assert (data.input_names, data.classes) == (("a, b",), ("x; #y", 'z "q"'))


def test_the_line_of_an_error_is_that_of_the_file(read):
    refused(
        read,
        'note\n# c\n\na,b,y\n"1\n",2,3\n4,5,6\n7,oops,9\n',
        r"line 8, record 3, column 'b': 'oops' is no finite number",
        skip_lines=1,
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("7,2\n3,4\n", r"first line \(7, 2\) holds values .* header = false .* header = true"),
        ("3,2,x,y\n1,2,0\n3,4,1\n5,6,1\n", r"first line counts records and columns \(3, 2\)"),
    ],
)
def test_a_first_line_that_names_nothing_is_noticed(read, content, message):
    refused(read, content, message)


def test_a_file_without_names_gets_some_where_that_is_said(read):
    data = read("1,2,3\n4,5,6\n", header=False)
    assert (data.input_names, data.target_names) == (("x1", "x2"), ("x3",))
    assert data.inputs.tolist() == [[1, 2], [4, 5]]
    counted = read("2,2,a,b\n1,2,0\n3,4,1\n", header=False, skip_lines=1)
    assert counted.inputs.tolist() == [[1, 2], [3, 4]]


def test_names_may_be_numbers_where_that_is_said(read):
    assert read("2019,2020\n3,4\n", header=True).input_names == ("2019",)
    assert read("0,1,kind\n3,4,5\n").input_names == ("0", "1")


@pytest.mark.parametrize(
    ("content", "left_out"),
    [
        (",a,y\n7,1,2\n3,4,5\n", "'column 1': has no name"),
        ("id,a,y\n1,1,2\n2,4,5\n", "'id': counts the records"),
        ("a,y\nrow1,1,2\nrow2,4,5\n", "'column 1': has no name"),  # as R writes it
        ("a,empty,y\n1,,2\n4,NA,5\n", "'empty': is empty"),
        ("a,y,\n1,2,\n4,5,\n", "'column 3': is empty"),
        ("when,a,y\n2020-01-01,1,2\n2020-01-03,4,5\n", "'when': is a date"),
        ("who,a,y\nann,1,2\nbob,4,5\ncy,7,8\n", "'who': is text of many kinds"),
    ],
)
def test_columns_that_are_no_inputs_are_left_out_and_said(read, content, left_out):
    data = read(content)
    assert data.input_names == ("a",)
    assert data.inputs[:2].tolist() == [[1], [4]]
    assert data.targets[:2].tolist() == [[2], [5]]
    assert data.notes[-1] == f"left out: {left_out}; name it in inputs to use it"


def test_what_counts_the_records_is_an_input_where_there_is_no_other(read):
    assert read("id,y\n1,5\n2,6\n").input_names == ("id",)
    text = "t,a,y\n" + "".join(f"{n},{n % 3},{n}\n" for n in range(10))
    assert read(text).input_names == ("a",)
    assert read(text, inputs=("t", "a")).input_names == ("t", "a")


def test_dates_are_days_where_they_are_named(read):
    data = read("when,y\n1970-01-02,1\n1970/01/03 12:00,2\n", inputs=("when",))
    assert data.inputs.tolist() == [[1], [2.5]]


def test_text_becomes_an_input_for_each_of_its_values(read):
    data = read("color,sex,happy,y\nred,m,yes,1\nblue,f,no,2\ngreen,f,YES,3\nred,m,no,4\n")
    assert data.input_names == ("color: blue", "color: green", "color: red", "sex: m", "happy")
    assert data.inputs.tolist() == [
        [0, 0, 1, 1, 1],
        [1, 0, 0, 0, 0],
        [0, 1, 0, 0, 1],
        [0, 0, 1, 1, 0],
    ]
    assert data.notes[0] == "'color' is text: 3 input(s) of 0 and 1"


@pytest.mark.parametrize(
    ("labels", "classes"), [("yes no", ("no", "yes")), ("True False", ("False", "True"))]
)
def test_a_target_of_yes_and_no_is_one_output(read, labels, classes):
    first, second = labels.split()
    data = read(f"a,y\n1,{first}\n2,{second}\n")
    assert (data.classes, data.targets.tolist()) == (classes, [[1], [0]])
    both = read(f"a,y\n1,{first}\n2,{second}\n", classify=True)
    assert (both.classes, both.targets.tolist()) == (classes, [[0, 1], [1, 0]])


def test_two_classes_are_one_output_where_that_is_said(read):
    data = read("a,y\n1,rose\n2,iris\n3,rose\n", classify="binary")
    assert (data.classes, data.targets.tolist()) == (("iris", "rose"), [[1], [0], [1]])
    assert data.target_names == ("y",)
    refused(read, "a,y\n1,r\n2,i\n3,s\n", "3 classes .* give 2, or leave", classify="binary")
    refused(read, "a,y\n1,rose\n2,iris\n", "'rose' is no finite number; classify = true makes")


MISSING = "a,b,kind\n1,?,x\n2,4,y\nNA,8,x\n,0,\n5,-,y\n"


def test_missing_values_are_counted_and_named(read):
    refused(
        read,
        MISSING,
        r"missing in 4 of 5 records: column 'a': record 3 \(line 4\), 4 \(line 5\); column 'b': "
        r"record 1 \(line 2\), 5 \(line 6\); column 'kind': record 4 .*missing = \"drop\" leaves",
        classify=True,
    )


def test_records_that_lack_a_value_are_dropped_where_that_is_said(read):
    text = MISSING.replace("2,4,y", "2,4,y\n3,3,x")
    data = read(text, classify=True, missing="drop")
    assert data.inputs.tolist() == [[2, 4], [3, 3]]
    assert data.notes == ("4 of 6 records lack values and are left out: 1, 4, 5, 6",)


def test_the_mean_takes_the_place_of_what_is_missing_where_that_is_said(read):
    data = read(MISSING, classify=True, missing="mean")
    assert (
        data.inputs.tolist() == [[1, 6], [2, 4], [1.5 + 1 / 6 + 1, 8], [5, 6]]
        or data.inputs.tolist()
    )
    assert data.classes == ("x", "y")
    assert data.notes[0] == "1 of 5 records lack targets and are left out: 4"


def test_the_mean_is_that_of_the_training_records(read):
    text = "a,y\n" + "".join(f"{n},{n}\n" for n in (1, 5, 9, 2, 7, 3)) + "?,0\n"
    data = read(text, missing="mean", held_out=0.5)
    known = [
        row for row, target in zip(data.inputs[:, 0], data.targets[:, 0], strict=True) if target
    ]
    every = np.concatenate([data.inputs, data.held_out.inputs])
    targets = np.concatenate([data.targets, data.held_out.targets])
    assert every[targets == 0].tolist() == [pytest.approx(np.mean(known))]


def test_text_that_is_missing_is_as_likely_as_in_training(read):
    data = read("a,y\nm,1\nf,2\nm,3\nm,4\n?,5\n", missing="mean")
    assert data.inputs[:, 0].tolist() == [1, 0, 1, 1, 0.75]


def test_what_is_held_out_has_as_large_a_share_of_each_class(read):
    rows = [(n, "few" if n < 10 else "many" if n < 40 else "most") for n in range(100)]
    text = "a,kind\n" + "".join(f"{n},{kind}\n" for n, kind in rows)
    data = read(text, classify=True, held_out=0.3)
    assert data.held_out.targets.sum(axis=0).tolist() == [3, 9, 18]
    assert data.targets.sum(axis=0).tolist() == [7, 21, 42]


def test_a_class_of_one_record_is_learned(read):
    data = read("a,kind\n" + "0,x\n" * 3 + "1,rare\n", classify=True, held_out=0.5)
    assert data.targets.sum(axis=0).tolist() == [1, 1]


CELLS = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map(repr),
    st.sampled_from(["", "NA", "?"]),
)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, st.integers(-9, 9).map(str)), min_size=1, max_size=8),
    mark=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_read_is_what_was_written_and_what_is_dropped_is_counted(
    tmp_path_factory, rows, mark, encoding
):
    path = tmp_path_factory.getbasetemp() / "written.csv"
    lines = [mark.join(row) for row in (("first", "second", "y"), *rows)]
    path.write_bytes("\n".join(lines).encode(encoding))
    used = ("first", "second")
    whole = [row for row in rows if not {"", "NA", "?"} & set(row)]
    data = Data(name="csv", path=str(path), inputs=used, missing="drop")
    if not whole:
        with pytest.raises(ExperimentError, match=r"missing in every record|is empty"):
            assert data.dataset
        return
    assert data.dataset.inputs.tolist() == [[float(a), float(b)] for a, b, _ in whole]
    assert data.dataset.targets.tolist() == [[float(y)] for *_, y in whole]
    dropped = len(rows) - len(whole)
    said = f"{dropped} of {len(rows)} records lack values"
    assert data.dataset.notes == () if not dropped else data.dataset.notes[0].startswith(said)


def test_an_array_is_a_table(tmp_path):
    path = tmp_path / "own.npy"
    np.save(path, np.array([[1.0, 2, 3], [4, np.nan, 6]]))
    data = Data(name="npy", path=str(path), missing="mean").dataset
    assert (data.input_names, data.target_names) == (("x1", "x2"), ("x3",))
    assert data.inputs.tolist() == [[1, 2], [4, 2]]
    np.save(path, np.array([(1, "a"), (2, "b")], dtype=[("size", "f8"), ("kind", "U1")]))
    named = Data(name="npy", path=str(path), classify=True).dataset
    assert (named.input_names, named.classes) == (("size",), ("a", "b"))
    np.save(path, np.array([{}]))
    with pytest.raises(ExperimentError, match=r"own\.npy: is no NPY of numbers"):
        assert Data(name="npy", path=str(path)).dataset


HEAD = ["size", "color", "when", "fine", "y"]
BODY = [
    [1.5, "red", datetime(2020, 1, 1), True, 1],
    [2.0, "blue", datetime(2020, 1, 2), False, 2],
    [None, "red", None, True, 3],
]


def written_excel(path):
    book = openpyxl.Workbook()
    book.active.title = "notes"
    sheet = book.create_sheet("data")
    for row in (["measured in 2020"], HEAD, *BODY):
        sheet.append(row)
    book.save(path)


def written_parquet(path):
    columns = dict(zip(HEAD, zip(*BODY, strict=True), strict=True))
    parquet.write_table(pa.table(columns), path)


@pytest.mark.parametrize(
    ("name", "write", "settings"),
    [
        ("xlsx", written_excel, {"sheet": "data", "skip_lines": 1}),
        ("parquet", written_parquet, {}),
    ],
)
def test_other_programs_files_are_tables(tmp_path, name, write, settings):
    path = tmp_path / f"own.{name}"
    write(path)
    data = Data(name=name, path=str(path), missing="drop", **settings).dataset
    assert data.input_names == ("size", "color: red", "fine")
    assert data.inputs.tolist() == [[1.5, 1, 1], [2, 0, 0]]
    assert data.notes[0] == "left out: 'when': is a date; name it in inputs to use it"
    dated = Data(name=name, path=str(path), missing="drop", inputs=("when",), **settings)
    assert dated.dataset.inputs.tolist() == [[18262], [18263]]


@pytest.mark.parametrize(("name", "what"), [("xlsx", "XLSX file"), ("parquet", "Parquet file")])
def test_other_files_are_none_of_these(tmp_path, name, what):
    path = tmp_path / f"own.{name}"
    path.write_bytes(b"hello")
    with pytest.raises(ExperimentError, match=rf"own\.{name}: is no {what}.*save it anew"):
        assert Data(name=name, path=str(path)).dataset


def test_a_sheet_that_is_missing_is_named(tmp_path):
    written_excel(tmp_path / "own.xlsx")
    with pytest.raises(ExperimentError, match="none called 'dat'; there are 'notes', 'data'"):
        assert Data(name="xlsx", path=str(tmp_path / "own.xlsx"), sheet="dat").dataset
