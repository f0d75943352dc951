"""Notes at the foot of the stage: on how it is drawn, where no legend says it."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region, Regions
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import fitted
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.choice import stage_between
from nnviz.stage.panels.scale_notes import scale_notes
from nnviz.stage.setting import Setting

NOTE_HEIGHT, NOTE_LINE = 0.0235, 0.033  # of the font, and from line to line; picture units
NOTE_GAP = "   ·   "  # between notes on one line


def add_notes(builder: FrameBuilder, setting: Setting, instant: Instant) -> None:
    """Add the notes on one network, or on a loss surface."""
    explained = any(panel.explains_sizes(setting) for panel in panels_named(instant.panels))
    zoom = None if explained else instant.zoom
    notes = _notes(setting, zoom) + _notes_on_deltas(setting, instant, zoom)
    notes += scale_notes(setting, [instant.step], instant.moment)
    _write(builder, setting, stage_between(instant.panels, Regions(setting.aspect)), notes)


def add_notes_on_row(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    """Add the notes on several networks."""
    notes = scale_notes(setting, [network.step for network in row.networks], row.moment)
    _write(builder, setting, Regions(setting.aspect).wide_stage, notes)


def _notes(setting: Setting, zoom: float | None) -> list[str]:
    """Return what has to be said of the stage: an enlargement, and edges that are left out."""
    notes = []
    if setting.leaves_out:
        drawn, count = setting.edges
        notes.append(setting.wording.strongest.format(drawn=drawn, count=count))
    if zoom is not None and not setting.divides_by_shown:
        notes.append(setting.wording.delta_note.format(zoom=zoom))
    return notes


def _notes_on_deltas(setting: Setting, instant: Instant, zoom: float | None) -> list[str]:
    """Say over which records the deltas are means, where those of a batch are over others."""
    if not (instant.known.deltas and setting.divides_by_shown):
        return []
    words, learned = setting.wording, setting.training.records_in_last_step
    text = words.delta_mean if zoom is None else words.delta_mean_note
    return [text.format(shown=setting.n_records, learned=learned, zoom=zoom)]


def _write(builder: FrameBuilder, setting: Setting, stage: Region, notes: list[str]) -> None:
    """Write notes at the foot of the stage, on one line where they find room."""
    left, base = stage.left + 0.012, stage.bottom - 0.004
    one, room = NOTE_GAP.join(notes), stage.right - left
    for text in [one] if extent(one, "sans") * NOTE_HEIGHT <= room else notes:
        note, height = fitted(text, "sans", height=NOTE_HEIGHT, room=room)
        right = left + extent(note, "sans") * height
        builder.kept_clear.append(Region(left, base - NOTE_HEIGHT, right, base))
        builder.labels([note], [left, base], setting.palette.quiet_text, height=height)
        base -= NOTE_LINE
