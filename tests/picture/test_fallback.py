import unicodedata

import pytest
import uharfbuzz

from nnviz.picture import fallback_fonts
from nnviz.picture.fallback_fonts import (
    FAMILIES,
    FOLDERS,
    REMEDIES,
    FallbackFace,
    japanese_face,
    remedy,
)


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Two empty folders in place of this system's, the second the user's own."""
    japanese_face.cache_clear()
    places = tmp_path / "system", tmp_path / "own"
    monkeypatch.setattr(fallback_fonts, "FOLDERS", {"linux": tuple(map(str, places))})
    yield places
    japanese_face.cache_clear()


def put(folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()
    return folder / name


def test_a_machine_that_passes_the_tests_has_a_japanese_font():
    assert japanese_face(bold=False).file.is_file()
    assert japanese_face(bold=True).file.is_file()


def test_none_is_found_where_there_is_none(folders):
    put(folders[0], "Inter-Regular.otf")
    assert japanese_face(bold=False) is None


def test_files_are_found_however_deep_they_lie(folders):
    file = put(folders[0] / "opentype" / "noto", "NotoSansCJK-Regular.ttc")
    assert japanese_face(bold=False) == FallbackFace(file, 0)


def test_the_best_beside_the_latin_fonts_wins(folders):
    put(folders[0], "ipaexg.ttf")
    best = put(folders[0], "NotoSansCJK-Regular.ttc")
    put(folders[1], "msgothic.ttc")
    assert japanese_face(bold=False).file == best


def test_a_font_of_the_users_own_wins_against_the_systems(folders):
    put(folders[0], "ipaexg.ttf")
    own = put(folders[1], "ipaexg.ttf")
    assert japanese_face(bold=False).file == own


def test_bold_text_is_bold_where_the_family_is(folders):
    regular = put(folders[0], "meiryo.ttc")
    assert japanese_face(bold=True).file == regular
    japanese_face.cache_clear()
    bold = put(folders[0], "meiryob.ttc")
    assert japanese_face(bold=True).file == bold
    assert japanese_face(bold=False).file == regular


@pytest.mark.parametrize("name", ["MSGOTHIC.TTC", "ヒラギノ角ゴシック W3.ttc"])
def test_names_are_found_however_the_system_spells_them(folders, name):
    file = put(folders[0], unicodedata.normalize("NFD", name))
    assert japanese_face(bold=False).file == file


def test_folders_of_the_environment_are_found(folders, tmp_path, monkeypatch):
    monkeypatch.setattr(fallback_fonts, "FOLDERS", {"linux": ("${WINDIR}/Fonts",)})
    monkeypatch.setenv("WINDIR", str(tmp_path))
    file = put(tmp_path / "Fonts", "YuGothM.ttc")
    assert japanese_face(bold=False).file == file


@pytest.mark.parametrize("platform", FOLDERS)
def test_every_system_has_a_remedy_of_its_own(platform, monkeypatch):
    monkeypatch.setattr(fallback_fonts.sys, "platform", platform)
    assert remedy() == REMEDIES[platform]


def test_no_family_is_looked_for_twice():
    assert len({regular for regular, _ in FAMILIES}) == len(FAMILIES)


def test_of_a_collection_the_japanese_face_is_taken():
    face = japanese_face(bold=False)
    blob = uharfbuzz.Blob.from_file_path(str(face.file))
    name = uharfbuzz.Face(blob, face.number).get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY)
    assert not name.endswith(("KR", "SC", "TC", "HK"))
