"""A scene of a stranger is one clear error that costs little, or one that can be shown."""

import contextlib
import os
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import NnvizError, SceneError
from nnviz.scene import load_scene
from nnviz.scene.loading import LONGEST_PATH, MOST_SHOTS
from nnviz.scene.toml_file import MOST_DOTS
from tests.hostile.mutation import WORDS, spoilt_scene
from tests.hostile.scenes import HOSTILE
from tests.repository import SCENES

CORPUS = Path(__file__).parent / "corpus"
TOO_MUCH = re.compile(r"are too many|more than \d+ d|longer than")
LESSON = (SCENES / "one_step.toml").read_text(encoding="utf-8")
SCRAPS = sorted(set(WORDS.findall(LESSON)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scene.toml"


def refused(path, verdict):
    assert verdict.kind == "SceneError", verdict
    assert verdict.said.startswith(f"{path}: ")
    assert len(verdict.said) < 1000
    assert verdict.is_cheap, verdict


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_scene_is_one_clear_error_that_costs_little(path, name, judge):
    path.write_text(HOSTILE[name], encoding="utf-8")
    refused(path, judge(path))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "shift_jis", "latin-1", "cp500"])
def test_another_encoding_is_a_clear_error(path, encoding, judge):
    text = 'title = "é"' if encoding in {"latin-1", "cp500"} else 'title = "重み"'
    path.write_bytes(text.encode(encoding))
    refused(path, judge(path))


def test_what_some_editors_put_first_is_no_error(path):
    path.write_text('title = "重み"', encoding="utf-8-sig")
    assert load_scene(path).title == "重み"


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "scene.toml", "/", "pipe"])
def test_a_link_to_what_is_no_file_is_a_clear_error(path, target, judge):
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to(target)
    refused(path, judge(path))


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "scene.toml", "pipe", "data.csv"])
def test_data_that_are_no_file_or_lie_elsewhere_are_a_clear_error(path, target, judge):
    os.mkfifo(path.with_name("pipe"))
    path.with_name("data.csv").symlink_to(target)
    path.write_text('[experiment]\ndata = { name = "csv", path = "data.csv" }')
    refused(path, judge(path))


def test_a_folder_of_data_has_no_link_out_of_the_scenes_folder(path):
    images = path.with_name("images")
    images.mkdir()
    (images / "train-images-idx3-ubyte").symlink_to("/etc/passwd")
    path.write_text('[experiment]\ndata = { name = "mnist", path = "images" }')
    with pytest.raises(SceneError, match=r"leads out of the scene's folder"):
        load_scene(path)
    with pytest.raises(SceneError, match=r"no IDX file|is missing"):
        load_scene(path, data_anywhere=True)


@pytest.mark.parametrize(
    ("written", "piece", "most"),
    [
        ("{}", "[[shots]]\n", MOST_SHOTS),
        ("a{} = 1", ".a", MOST_DOTS),
        ("seed = {}", "1", 4300),
        ('[experiment]\ndata = {{ name = "csv", path = "{}" }}', "a", LONGEST_PATH),
    ],
    ids=["shots", "dots", "digits", "path"],
)
def test_a_limit_is_where_it_is_said_to_be(path, written, piece, most):
    assert TOO_MUCH.search(said(path, written.format(piece * most))) is None
    assert TOO_MUCH.search(said(path, written.format(piece * (most + 1))))


def said(path, text):
    path.write_text(text)
    try:
        load_scene(path)
    except SceneError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("found", sorted(CORPUS.iterdir()), ids=lambda found: found.stem)
def test_whatever_was_found_once_stays_mended(found, judge):
    verdict = judge(found)
    assert verdict.is_fair, verdict


@settings(max_examples=150)
@given(rng=st.randoms(use_true_random=False))
def test_a_scene_with_words_exchanged_is_a_scene_or_a_clear_error(tmp_path_factory, rng):
    path = tmp_path_factory.getbasetemp() / "spoilt.toml"
    text = spoilt_scene(LESSON, SCRAPS, rng)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    with contextlib.suppress(NnvizError):
        load_scene(path)


def test_the_words_of_a_scene_make_it_up_again():
    assert "".join(WORDS.findall(LESSON)) == LESSON
    assert spoilt_scene(LESSON, SCRAPS, Random(1)) != LESSON
