"""A show: a training, told by a storyboard. The one thing that window and film both read."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from warnings import warn

from nnviz.errors import TraceError
from nnviz.picture.frame import Camera, Frame
from nnviz.picture.palette import Scales
from nnviz.picture.regions import require_shape
from nnviz.stage.basis import Basis
from nnviz.stage.cameras import Cameras
from nnviz.stage.compose import Composer
from nnviz.stage.facts.loss_surface import LossSurface, loss_surface
from nnviz.stage.facts.step_arrays import NEEDED, StepArrays, step_arrays, where_of
from nnviz.stage.geometry.pickable_network import EARLIER, ITSELF, PickableNetwork
from nnviz.stage.look import AS_TOLD, Look
from nnviz.stage.outline import outline_of
from nnviz.stage.panels.caption import moment_caption
from nnviz.stage.rows import Rows, recorded_upto
from nnviz.stage.setting import Setting, Variant, setting_for
from nnviz.stage.texts import require_texts
from nnviz.stage.views import View, Views
from nnviz.stage.world.highlight import with_highlight
from nnviz.story.fitting import fitted_storyboard
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, Telling, default_storyboard
from nnviz.story.text import Language, Text, text_in
from nnviz.story.theme import Theme
from nnviz.story.timeline import Timeline
from nnviz.trace.trace import Trace

STEPS_KEPT = 8  # epochs whose arrays stay at hand


class Show:
    """A trace, a storyboard and a layout: a picture for every second.

    Args:
        trace: the recorded training; the caller closes it after the show.
        storyboard: how it is told.
        aspect: width of the picture divided by its height.
        title: of the whole show.
        language: of the texts in the picture.
        theme: its colours.
        variants: recorded variants of the training, for races between them.
        rivals: the former name of `variants`.
        captions_in_picture: whether the captions are drawn; as data they are there always.
        number: which of the networks of another show it is a show of, see `PickableNetwork`.
        scales: of that show; None: its own.

    Attributes:
        trace: the recorded training.
        number: which of the networks of another show it is a show of, see `PickableNetwork`.
        title: of the whole show, in its language.
        aspect: width of the picture divided by its height.
        language: of the texts in the picture.
        theme: its colours.
        outline: what stories have to know of the training.
        timeline: which moment is told when.
        duration_seconds: its length.
        chapters: its titled stretches.
        captions: what is to be read while it runs.
        captions_in_picture: whether they are drawn.
        shot_spans: the seconds at which each of its shots begins and ends.

    Raises:
        SceneError: the storyboard asks for what the trace lacks, or a text cannot be written into
            the picture.
        TraceError: the trace is damaged, or lacks tensors that every picture needs.
        UsageError: nothing can be drawn well in a picture of this shape.

    """

    def __init__(
        self,
        trace: Trace,
        storyboard: Storyboard,
        *,
        aspect: float = 16 / 9,
        title: Text = "",
        language: Language = "en",
        theme: Theme = "dark",
        variants: tuple[Variant, ...] = (),
        rivals: tuple[Variant, ...] = (),
        captions_in_picture: bool = True,
        number: int = ITSELF,
        scales: Scales | None = None,
    ) -> None:
        if rivals:
            told = "Show(rivals=…) is called variants and goes with the next release."
            warn(told, DeprecationWarning, stacklevel=2)
            variants = rivals
        _require_tensors(trace)
        require_shape(aspect)
        require_texts(
            storyboard.shots,
            [variant.name for variant in variants],
            trace.dataset.classes,
            language=language,
            aspect=aspect,
            captions_in_picture=captions_in_picture,
        )
        self.trace = trace
        self.number = number
        self.title = text_in(title, language)
        self.aspect = aspect
        self.language: Language = language
        self.theme: Theme = theme
        self._title, self._recorded_variants = title, variants
        self.captions_in_picture = captions_in_picture
        own = setting_for(trace, aspect=aspect, language=language, theme=theme, variants=variants)
        self._setting = own if scales is None else replace(own, scales=scales)
        self.outline = outline_of(trace, self._setting)
        storyboard = fitted_storyboard(storyboard, self.outline)
        self.timeline = Timeline(storyboard, self.outline)
        self._views = Views(self._setting, storyboard.shots, self._surface(storyboard))
        self._cameras = Cameras(self._views, self.timeline.shot_starts)
        self._composer = Composer(self._setting)
        self._step_of = lru_cache(maxsize=STEPS_KEPT)(step_arrays)
        self._rows = Rows(self._setting, trace, self._step_of)
        self._digest_of_shot = lru_cache(maxsize=None)(lambda index: self._basis_of(index).digest())
        self._variant = lru_cache(maxsize=None)(self._of_variant)
        self.duration_seconds = self.timeline.duration_seconds
        self.chapters = self.timeline.chapters(language)
        self.captions = self.timeline.captions(language)
        self.shot_spans = self.timeline.shot_spans

    @property
    def setting(self) -> Setting:
        """What every moment of the show is composed with."""
        return self._setting

    @property
    def trainings(self) -> dict[int, str]:
        """The trainings that can be gone through, by their numbers, with their names.

        These are the variants, and the training itself unless one of them is the same; where
        there are no variants, it has no name.
        """
        if not self._recorded_variants:
            return {self.number: self.title if self.number > ITSELF else ""}
        variants = {
            number: variant.name for number, variant in enumerate(self._setting.variants, 1)
        }
        own = {} if self.twin else {ITSELF: self._setting.wording.itself}
        return own | variants

    @property
    def twin(self) -> int:
        """The number of the variant that is the training itself; `ITSELF` where none is."""
        same = (self.trace.is_same_training(each.trace) for each in self._recorded_variants)
        return next((number for number, each in enumerate(same, 1) if each), ITSELF)

    def step(self, epoch: int) -> StepArrays:
        """Return everything that was recorded of one epoch of the show's own training.

        Raises:
            TraceError: the epoch was not recorded, or the trace is damaged there.

        """
        return self._step_of(self.trace, epoch)

    def step_at(self, moment: Moment) -> StepArrays:
        """Return everything that was recorded of what a moment shows.

        Before training that is the first step, in which no weight has been updated yet.

        Raises:
            TraceError: the epoch was not recorded, or the trace is damaged there.

        """
        before = moment.phase is Phase.INITIALISE
        return self._step_of(self.trace, moment.epoch, first=before)

    def where(self, moment: Moment) -> dict[str, int]:
        """Return where the trace has what `step_at` returns, for `Trace.at` and `Trace.rows`."""
        return where_of(self.trace, moment.epoch, first=moment.phase is Phase.INITIALISE)

    def recorded_upto(self, epoch: int) -> int:
        """Return the last recorded epoch up to one that may have been left out."""
        return recorded_upto(self.trace, epoch)

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment that is told at `seconds`."""
        return self.timeline.moment_at(seconds)

    def frame_at(self, seconds: float, look: Look = AS_TOLD) -> Frame:
        """Return what the show looks like at `seconds`; depends on nothing else."""
        beat = self.timeline.beat_at(seconds)
        shot, moment = self.timeline.shots[beat.shot], beat.moment_at(seconds)
        view = self._views.of(beat.shot, look)
        camera = self._cameras.at(beat.shot, seconds, look)
        frame = self._compose(shot, view, moment, camera)
        return self._lit(frame, self.networks_at(seconds), look) if look.highlight else frame

    def basis_at(self, seconds: float) -> str:
        """Return a digest of all that the picture at `seconds` depends on besides the seconds.

        It is another one for every shot. A look of somebody's own is not in it.

        Raises:
            TraceError: a trace cannot be read any more.

        """
        return self._digest_of_shot(self.timeline.beat_at(seconds).shot)

    def _basis_of(self, index: int) -> Basis:
        shot, before = self.timeline.shots[index], self.timeline.shots[max(index - 1, 0)]
        return Basis(
            shot=replace(shot, title="", caption=self._drawn_caption(shot)),
            start_seconds=self.timeline.shot_starts[index],
            before=(index == 0, before.tell, before.camera, before.panels),
            picture=(self.aspect, self.language, self.theme),
            trace=self.trace.digest(),
            variants=[(each.name, each.trace.digest()) for each in self._setting.variants],
        )

    def frame_of(self, moment: Moment, look: Look = AS_TOLD) -> Frame:
        """Return the picture of a moment, by itself.

        Raises:
            TraceError: the moment's epoch was not recorded.

        """
        telling: Telling = "lapse" if moment.phase is Phase.EPOCH else "steps"
        shot = Shot(tell=telling)
        view = self._views.of_shot(shot, look)
        frame = self._composer.compose(
            self.step_at(moment),
            moment,
            self._cameras.of_shot(shot, look),
            panels=view.panels,
            caption="",
            name=self.trainings.get(self.number, ""),
            rest=view.camera,
        )
        return self._lit(frame, self.network_of(moment), look)

    def _lit(self, frame: Frame, networks: tuple[PickableNetwork, ...], look: Look) -> Frame:
        return with_highlight(frame, networks, self._setting.palette, look.highlight)

    def crowd_at(self, seconds: float) -> int:
        """Return how many networks stand on the stage at `seconds`; reads nothing."""
        return self._views.of(self.timeline.beat_at(seconds).shot, AS_TOLD).networks

    def networks_at(self, seconds: float) -> tuple[PickableNetwork, ...]:
        """Return the networks that stand on the stage at `seconds`, from left to right."""
        beat = self.timeline.beat_at(seconds)
        shot, moment = self.timeline.shots[beat.shot], beat.moment_at(seconds)
        view = self._views.of(beat.shot, AS_TOLD)
        row = view.row
        if view.surface is not None:
            return ()
        if not row:
            return self.network_of(moment)
        numbers = (EARLIER, ITSELF) if shot.tell == "compare" else range(1, len(row) + 1)
        return tuple(
            PickableNetwork(
                number=number,
                name=network.name,
                layout=network.layout,
                epoch=network.step.epoch,
            )
            for number, network in zip(numbers, self._rows.networks(shot, row, moment), strict=True)
        )

    def network_of(self, moment: Moment) -> tuple[PickableNetwork]:
        """Return the network that stands alone in the picture of a moment by itself."""
        setting = self._setting
        return (
            PickableNetwork(
                number=self.number,
                name=self.trainings.get(self.number, ""),
                layout=setting.layout,
                epoch=moment.epoch,
            ),
        )

    def of_network(self, number: int) -> "Show":
        """Return the show of a network's own training, by its number on the stage."""
        return self if number <= ITSELF else self._variant(number - 1)

    def _of_variant(self, index: int) -> "Show":
        variant = self._recorded_variants[index]
        return Show(
            variant.trace,
            default_storyboard(int(variant.trace.epochs[-1])),
            aspect=self.aspect,
            title=variant.name,
            language=self.language,
            theme=self.theme,
            number=index + 1,
            scales=self._setting.scales,
        )

    def retold(self, *, language: Language, theme: Theme) -> "Show":
        """Return the same show in another language or other colours."""
        return self._told_again(language=language, theme=theme)()

    def __reduce__(self) -> tuple[Callable[[], "Show"], tuple[()]]:
        """Let another process have the same show; it opens the same traces."""
        return self._told_again(language=self.language, theme=self.theme), ()

    def _told_again(self, *, language: Language, theme: Theme) -> Callable[[], "Show"]:
        return partial(
            Show,
            self.trace,
            Storyboard(shots=self.timeline.shots),
            aspect=self.aspect,
            title=self._title,
            language=language,
            theme=theme,
            variants=self._recorded_variants,
            captions_in_picture=self.captions_in_picture,
        )

    def _surface(self, storyboard: Storyboard) -> LossSurface | None:
        """Return the loss surface that a shot asks for, if one does."""
        variants = [(variant.name, variant.trace) for variant in self._setting.variants]
        for number, shot in enumerate(storyboard.shots, start=1):
            if shot.tell == "surface":
                return loss_surface(self.trace, variants or [("", self.trace)], f"shot {number}")
        return None

    def _drawn_caption(self, shot: Shot) -> str:
        return text_in(shot.caption, self.language) if self.captions_in_picture else ""

    def _caption(self, shot: Shot, moment: Moment) -> str:
        """Return what is drawn below: the shot's own words, else what happens at the moment."""
        told = moment_caption(self._setting, shot.tell, moment) if self.captions_in_picture else ""
        return self._drawn_caption(shot) or told

    def _compose(self, shot: Shot, view: View, moment: Moment, camera: Camera) -> Frame:
        caption = self._caption(shot, moment)
        if view.row:
            networks = self._rows.networks(shot, view.row, moment)
            return self._composer.compose_row(
                networks,
                moment,
                camera,
                panels=view.panels,
                caption=caption,
                last=shot.epochs[1],
            )
        return self._composer.compose(
            self.step_at(moment),
            moment,
            camera,
            panels=view.panels,
            caption=caption,
            surface=view.surface,
            rest=view.camera,
        )


def _require_tensors(trace: Trace) -> None:
    needed = NEEDED | {"records"} if trace.batches_vary else NEEDED
    missing = needed - {name.partition("/")[0] for name in trace.names}
    if missing:
        raise TraceError(
            f"{trace.source}: holds no {', '.join(sorted(missing))}, which every picture needs; "
            "record it again without naming `tensors`"
        )
