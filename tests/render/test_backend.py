import ctypes.util
import sys

import pytest

from nnviz.errors import GraphicsError
from nnviz.render import backend
from nnviz.render.backend import choose_offscreen, describe_graphics, open_offscreen
from nnviz.render.libraries import require_libraries


@pytest.fixture
def linux(monkeypatch, tmp_path):
    """A Linux machine with nothing set and no driver of NVIDIA's."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("EGL_PLATFORM", raising=False)
    monkeypatch.setattr(backend, "NVIDIA_DRIVER", tmp_path / "version")
    return tmp_path


def test_without_a_driver_of_nvidias_egl_needs_no_surface(linux, monkeypatch):
    how = choose_offscreen()
    assert how.app == "egl"
    assert "surfaceless" in how.why
    assert backend.os.environ["EGL_PLATFORM"] == "surfaceless"


def test_with_a_driver_of_nvidias_egls_default_display_is_taken(linux, monkeypatch):
    (linux / "version").write_text("580")
    how = choose_offscreen()
    assert how.app == "egl"
    assert "default display" in how.why
    assert "EGL_PLATFORM" not in backend.os.environ


def test_the_users_own_choice_wins(linux, monkeypatch):
    monkeypatch.setenv("EGL_PLATFORM", "wayland")
    assert "EGL_PLATFORM=wayland" in choose_offscreen().why
    assert backend.os.environ["EGL_PLATFORM"] == "wayland"


def test_elsewhere_a_hidden_window_draws(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert choose_offscreen().app == "pyqt6"


def test_missing_libraries_are_named_with_their_packages(monkeypatch):
    present = {"GL"}
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        ctypes.util, "find_library", lambda name: f"lib{name}" if name in present else None
    )
    with pytest.raises(GraphicsError, match=r"libEGL, libfontconfig") as caught:
        require_libraries()
    assert "apt-get install libegl1 libfontconfig1 libgl1-mesa-dri" in str(caught.value)


def test_where_the_system_brings_its_own_libraries_none_is_asked_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    require_libraries()


def test_a_driver_that_does_not_start_is_an_error_with_a_remedy(monkeypatch):
    def fail(**_):
        raise RuntimeError("Could not initialize")

    monkeypatch.setattr(backend, "SceneCanvas", fail)
    with pytest.raises(GraphicsError, match=r"Could not initialize.*apt-get install libegl1"):
        open_offscreen((16, 16))


def test_the_description_names_the_renderer_and_how_it_was_chosen():
    facts = describe_graphics()
    assert set(facts) == {"renderer", "vendor", "version", "chosen"}
    assert all(facts.values())
    assert facts["version"][0].isdigit()
