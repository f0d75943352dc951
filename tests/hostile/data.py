"""Data files that a stranger could lay beside a scene: large ones that cost little to send."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

SCENE = """
[experiment]
epochs = 2
data = {{ name = "{}", path = "{}", classify = {} }}
layers = [{{ units = 1 }}]
"""
STEMS = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
WORKSHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)
ZEROS = bytes(1 << 20)


def table(text: str, *, classify: bool = False) -> Callable[[Path], None]:
    """Return what writes a CSV file, and a scene that names it."""

    def write(scene: Path) -> None:
        scene.write_text(SCENE.format("csv", "own.csv", str(classify).lower()))
        scene.with_name("own.csv").write_text(text)

    return write


def sheet(rows: str, *, entities: bool = False) -> Callable[[Path], None]:
    """Return what writes an Excel file whose sheet holds these rows, and a scene that names it."""
    kinds = "".join(
        f'<!ENTITY {name} "{inner * 10}">'
        for name, inner in zip("abcdefghij", ["x", *(f"&{n};" for n in "abcdefghi")], strict=True)
    )
    text = f"<!DOCTYPE l [{kinds}]>" * entities + WORKSHEET.format(rows)

    def write(scene: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        scene.write_text(SCENE.format("xlsx", "own.xlsx", "false"))
        book = openpyxl.Workbook()
        book.active.append(["a", "y"])
        book.save(scene.with_name("good.xlsx"))
        with (
            zipfile.ZipFile(scene.with_name("good.xlsx")) as good,
            zipfile.ZipFile(scene.with_name("own.xlsx"), "w", zipfile.ZIP_DEFLATED) as own,
        ):
            for name in good.namelist():
                is_sheet = name.startswith("xl/worksheets/")
                own.writestr(name, text if is_sheet else good.read(name))

    return write


def images(lengths: list[int], megabytes: int = 0, *, head: bytes = b"") -> Callable[[Path], None]:
    """Return what writes a folder of packed images, each as long as `megabytes` of zeros."""

    def write(scene: Path) -> None:
        scene.write_text('[experiment]\ndata = { name = "mnist", path = "images" }')
        folder = scene.with_name("images")
        folder.mkdir()
        for stem in STEMS:
            axes = int(stem[-1])
            said = head or bytes([0, 0, 8, axes]) + np.array(lengths[:axes], ">u4").tobytes()
            with gzip.open(folder / f"{stem}-ubyte.gz", "wb", compresslevel=1) as file:
                file.write(said)
                for _ in range(megabytes):
                    file.write(ZEROS)

    return write


def objects(scene: Path) -> None:
    """Write an NPZ whose targets are objects, as a table of texts often has them."""
    scene.write_text(SCENE.format("npz", "own.npz", "true"))
    targets = np.array(["a", "b"], dtype=object)
    np.savez(scene.with_name("own.npz"), inputs=np.eye(2), targets=targets)


def no_images(scene: Path) -> None:
    """Write an NPZ with the names of MNIST and no image in it."""
    scene.write_text('[experiment]\ndata = { name = "mnist", path = "own.npz" }')
    file = io.BytesIO()
    np.save(file, np.zeros((0, 28, 28), "u1"))
    with zipfile.ZipFile(scene.with_name("own.npz"), "w") as archive:
        for name in ("x_train", "y_train", "x_test", "y_test"):
            archive.writestr(f"{name}.npy", file.getvalue())


HOSTILE: MappingProxyType[str, Callable[[Path], None]] = MappingProxyType(
    {
        "a million columns": table(",".join(["a"] * 1_000_000) + "\n1\n"),
        "as many columns as there may be, all of one name": table("a," * 49_999 + "y\n1\n"),
        "as many columns as there may be, a value missing": table(
            ",".join(f"a{n}" for n in range(50_000)) + "\n" + "1," * 49_998 + "1\n"
        ),
        "as many columns as there may be, a word among them": table(
            ",".join(f"a{n}" for n in range(50_000)) + "\n" + "1," * 49_999 + "x\n"
        ),
        "as many columns as there may be, text and numbers in each": table(
            ",".join(f"a{n}" for n in range(50_000)) + "\n" + "1," * 49_999 + "1\n" + "1x," * 49_999
        ),
        "a million lines without a record": table("\n" * 1_000_000 + "a,y\n1,2\n"),
        "a million comments": table("#\n" * 1_000_000),
        "quotation marks without an end": table("a,y\n" + '"\n' * 1_000_000),
        "a field of fifty megabytes": table("a,y\n1," + "9" * 50_000_000),
        "a sheet that unpacks to a hundred megabytes": sheet(" " * (100 << 20)),
        "a sheet whose only row stands far below": sheet(
            '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
        ),
        "a sheet with entities of entities": sheet("&j;", entities=True),
        "a column of semicolons": table(";".join(f"a{n}" for n in range(20_000)) + "\n1\n"),
        "one class with a long name among many records": table(
            "x,y\n" + "1,a\n" * 100_000 + f"1,{'b' * 131_000}\n", classify=True
        ),
        "names of columns of 100 kB": table("a" * 100_000 + "," + "b" * 100_000 + "\n1,x\n"),
        "packed images that claim four gigabytes": images([60_000, 256, 256], 1),
        "packed images that claim nothing and hold much": images([0, 28, 28], 100),
        "packed images whose sizes wrap around": images([2**31, 2**31, 4], 1),
        "packed files of another kind that hold much": images([], 300, head=b"\0\0\x0d\3" * 4),
        "packed images that hold more than they claim": images([100, 28, 28], 300),
        "objects in an archive": objects,
        "no image in an archive": no_images,
    }
)
"""What may lie beside a scene as its data."""
