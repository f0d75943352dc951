"""Panels around the stage, each at its place."""

from collections.abc import Sequence

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region, Regions
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import fitted
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.known import Known
from nnviz.stage.panels.activation_plot import add_activation_plot
from nnviz.stage.panels.calculation import add_calculation
from nnviz.stage.panels.choice import stage_between
from nnviz.stage.panels.code import add_code
from nnviz.stage.panels.curves import add_curve
from nnviz.stage.panels.legend import add_legend
from nnviz.stage.panels.metrics import add_metric_curves
from nnviz.stage.panels.plane import add_plane
from nnviz.stage.panels.records import add_records
from nnviz.stage.panels.scale_notes import scale_notes
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import Calculation
from nnviz.stage.world.nodes import delta_zoom
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Panel

NOTE_HEIGHT, NOTE_LINE = 0.0235, 0.033  # of the font, and from line to line; picture units
NOTE_GAP = "   ·   "  # between notes on one line


def add_panels(
    builder: FrameBuilder,
    setting: Setting,
    step: StepArrays,
    moment: Moment,
    known: Known,
    unit: float,
    worked: Calculation | None,
    lines: int,
    panels: frozenset[Panel],
) -> None:
    """Add those of the panels that stand beside the stage; see `around_one`."""
    palette, regions = setting.palette, Regions(setting.aspect)
    if "records" in panels:
        add_records(
            builder,
            setting,
            step,
            regions.upper_left,
            current=moment.sample,
            marked=records_taking_part(setting, moment),
            computed=known.records,
        )
    codeless = "code" in panels and not setting.listing.code
    if "code" in panels and not codeless:
        add_code(
            builder,
            palette,
            setting.listing,
            moment,
            regions.lower_left,
            title=setting.wording.code,
        )
    zoom = delta_zoom(step) if known.deltas else None
    legend = "legend" in panels or codeless
    notes = _notes(setting, None if legend else zoom)
    notes += _notes_on_deltas(setting, known, None if legend else zoom)
    notes += scale_notes(setting, [step], moment)
    add_notes(builder, setting, stage_between(panels, regions), notes)
    if legend:
        add_legend(builder, setting, unit, regions.lower_left, delta_zoom=zoom)
    if "calculation" in panels:
        add_calculation(builder, palette, worked, regions.upper_right, lines=lines)
    if "slope" in panels:
        add_activation_plot(
            builder, setting, step, moment, regions.lower_right, known=known.activation
        )
    if "plane" in panels and setting.plane is not None:
        large, started = "calculation" not in panels, moment.phase is not Phase.INITIALISE
        add_plane(
            builder,
            setting,
            setting.plane,
            regions.large_plane if large else regions.lower_right,
            step=step if started else None,
            current=setting.plane.place_of(step, moment.sample) if started else None,
        )
    _add_curves(builder, setting, moment, known, panels)


def _add_curves(
    builder: FrameBuilder, setting: Setting, moment: Moment, known: Known, panels: frozenset[Panel]
) -> None:
    """Add those of the panels that show something over the epochs."""
    palette, words, regions = setting.palette, setting.wording, Regions(setting.aspect)
    upper = regions.low_curve if "plane" in panels else regions.upper_right
    upto, lower, playhead = known.error_epoch, regions.lower_right, moment.epoch
    if "error_curve" in panels:
        add_curve(builder, palette, setting.error_curve, upper, upto=upto, playhead=playhead)
    for name, title, curves, region, highest in (
        (
            "loss_curve",
            setting.loss_title,
            setting.losses,
            upper,
            None,
        ),
        ("accuracy_curve", words.accuracy, setting.accuracies, lower, 1.0),
    ):
        if name in panels:
            add_metric_curves(
                builder,
                palette,
                title,
                curves,
                region,
                upto=upto,
                playhead=playhead,
                highest=highest,
            )
    if "update_curve" in panels:
        curve, upto = setting.update_curve, known.update_epoch
        add_curve(builder, palette, curve, lower, upto=upto, playhead=playhead)


def _notes(setting: Setting, zoom: float | None) -> list[str]:
    """Return what has to be said of the stage: an enlargement, and edges that are left out."""
    notes = []
    if setting.leaves_out:
        drawn, count = setting.edges
        notes.append(setting.wording.strongest.format(drawn=drawn, count=count))
    if zoom is not None and not setting.divides_by_shown:
        notes.append(setting.wording.delta_note.format(zoom=zoom))
    return notes


def _notes_on_deltas(setting: Setting, known: Known, zoom: float | None) -> list[str]:
    """Say over which records the deltas are means, where those of a batch are over others."""
    if not (known.deltas and setting.divides_by_shown):
        return []
    words, learned = setting.wording, setting.experiment.samples_of_last_step
    text = words.delta_mean if zoom is None else words.delta_mean_note
    return [text.format(shown=setting.samples, learned=learned, zoom=zoom)]


def add_notes(builder: FrameBuilder, setting: Setting, stage: Region, notes: list[str]) -> None:
    """Write notes at the foot of the stage, on one line where they find room."""
    left, base = stage.left + 0.012, stage.bottom - 0.004
    one, room = NOTE_GAP.join(notes), stage.right - left
    for text in [one] if extent(one, "sans") * NOTE_HEIGHT <= room else notes:
        note, height = fitted(text, "sans", height=NOTE_HEIGHT, room=room)
        right = left + extent(note, "sans") * height
        builder.kept_clear.append(Region(left, base - NOTE_HEIGHT, right, base))
        builder.labels([note], [left, base], setting.palette.quiet_text, height=height)
        base -= NOTE_LINE


def records_taking_part(setting: Setting, moment: Moment) -> Sequence[int]:
    """Return which rows take part; none where the recording does not say which a batch held."""
    match moment.phase:
        case Phase.INITIALISE:
            return []
        case Phase.UPDATE | Phase.MEAN:
            return range(setting.samples) if setting.holds_whole_steps else []
        case _:
            return [moment.sample]
