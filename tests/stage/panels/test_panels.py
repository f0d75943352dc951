from importlib import import_module
from pathlib import Path

import pytest

from nnviz.errors import SceneError
from nnviz.stage import panels as room
from nnviz.stage.panels import NAMES, PANELS
from nnviz.stage.panels.choice import DEFAULTS, SAME_PLACE, TELLINGS, panels_of
from nnviz.story.storyboard import Shot


def test_every_file_that_exports_a_panel_is_in_the_table():
    files = sorted(each.stem for each in Path(room.__file__).parent.glob("*.py"))
    modules = [import_module(f"{room.__name__}.{name}") for name in files if name != "__init__"]
    exported = [module.PANEL for module in modules if hasattr(module, "PANEL")]
    assert {panel.name for panel in exported} == set(NAMES)
    assert len(exported) == len(PANELS) == len(set(NAMES))


def test_a_panel_is_unasked_only_where_it_has_something_to_show():
    for panel in PANELS:
        assert frozenset().union(*panel.unasked.values()) <= panel.tellings
        below = panel.tellings & {"race", "compare"}
        assert bool(below) == (panel.add_below is not None), panel.name


def test_two_panels_at_the_same_place_are_refused():
    with pytest.raises(SceneError, match=r'shot 3: panels: "code" and "listing"'):
        panels_of(Shot(panels=("code", "listing")), "shot 3")


@pytest.mark.parametrize("defaults", DEFAULTS.values(), ids=[about.name for about in DEFAULTS])
def test_no_default_has_two_panels_at_the_same_place(defaults):
    assert set(defaults) == set(TELLINGS)
    for panels in defaults.values():
        assert not any(one in panels and other in panels for one, other in SAME_PLACE)


def test_panels_can_all_be_switched_off(trace):
    from nnviz.stage.show import Show
    from nnviz.story.storyboard import Storyboard

    frame = Show(trace, Storyboard(shots=(Shot(panels=()),))).frame_at(1.0)
    assert "Epoch 1" not in frame.labels.text
    assert len(frame.strokes.start) == 0


def test_switching_panels_never_changes_the_numbers(trace):
    from nnviz.stage.show import Show
    from nnviz.story.storyboard import Storyboard

    texts = [
        Show(trace, Storyboard(shots=(Shot(phases=("forward",), panels=panels),)))
        .frame_at(3.1)
        .labels.text
        for panels in ((), ("headline", "records"))
    ]
    assert set(texts[0]) <= set(texts[1])
    assert "0.4486" in texts[0]
