"""Notes at the foot of the stage: on how it is drawn, where no legend says it."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import fitted
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.row_region import row_region
from nnviz.stage.panels.scale_notes import all_scale_notes, scale_notes
from nnviz.stage.setting import Setting

NOTE_HEIGHT, NOTE_LINE = 0.0235, 0.033  # of the font, and from line to line; picture units
NOTE_GAP = "   ·   "  # between notes on one line
INDENT = 0.012  # from the left side of a stage to its notes


def add_notes(builder: FrameBuilder, setting: Setting, instant: Instant) -> None:
    """Add the notes on one network, or on a loss surface."""
    notes = _notes(setting) + _notes_on_deltas(setting, instant)
    notes += scale_notes(setting, [instant.step], instant.moment)
    _write(builder, setting, instant.regions.stage, notes)


def add_notes_on_row(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    """Add the notes on several networks."""
    notes = scale_notes(setting, [network.step for network in row.networks], row.moment)
    layouts = [network.layout for network in row.networks]
    races = any(network.training is not None for network in row.networks)
    _write(builder, setting, row_region(layouts, row.panels, setting.aspect, races=races), notes)


def height_of_row_notes(setting: Setting, region: Region, *, races: bool) -> float:
    """Return how much room the notes on several networks take at any time, picture units."""
    exceeds = setting.exceeds_scales if races else setting.survey.runs_away is not None
    notes = all_scale_notes(setting) if exceeds else []
    return len(_lines(notes, region)) * NOTE_LINE


def _notes(setting: Setting) -> list[str]:
    """Return what has to be said of edges that are left out."""
    if not setting.leaves_out:
        return []
    drawn, count = setting.edges
    return [setting.wording.strongest.format(drawn=drawn, count=count)]


def _notes_on_deltas(setting: Setting, instant: Instant) -> list[str]:
    """Say over which records the deltas are means, where those of a batch are over others."""
    if not (instant.known.deltas and setting.divides_by_shown):
        return []
    learned = setting.training.records_in_last_step
    return [setting.wording.delta_mean.format(shown=setting.n_records, learned=learned)]


def _lines(notes: list[str], stage: Region) -> list[str]:
    """Return notes as they are written at the foot of a stage: on one line, if it has the room."""
    if not notes:
        return []
    one = NOTE_GAP.join(notes)
    return [one] if extent(one, "sans") * NOTE_HEIGHT <= stage.width - INDENT else notes


def _write(builder: FrameBuilder, setting: Setting, stage: Region, notes: list[str]) -> None:
    """Write notes at the foot of the stage."""
    left, base, room = stage.left + INDENT, stage.bottom - 0.004, stage.width - INDENT
    for text in _lines(notes, stage):
        note, height = fitted(text, "sans", height=NOTE_HEIGHT, room=room)
        right = left + extent(note, "sans") * height
        builder.kept_clear.append(Region(left, base - NOTE_HEIGHT, right, base))
        builder.labels([note], [left, base], setting.palette.quiet_text, height=height)
        base -= NOTE_LINE
