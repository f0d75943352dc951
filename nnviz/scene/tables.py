"""The tables of a scene file: the frozen dataclasses that the program works with.

pydantic checks their fields and makes the JSON schema that editors complete from, so that nothing
about a scene is written down twice.
"""

from dataclasses import dataclass, fields, make_dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema

from nnviz.learning.description import Layer
from nnviz.learning.experiment import Experiment
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.stage.panels import NAMES as PANELS
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.text import Language, Text, require_text
from nnviz.story.theme import Theme


@dataclass(frozen=True, kw_only=True, slots=True)
class SceneVariant:
    """The experiment with something changed, to be shown beside its like.

    Attributes:
        name: what stands at its network and its curve.

    Each of the other fields is one of `Experiment`, in whose place it stands; None: as it is there.
    All variants learn the same data.

    Raises:
        SceneError: the name can never be drawn.

    """

    name: Text
    layers: tuple[Layer, ...] | None = None
    seed: int | None = None
    learning_rate: float | None = None
    epochs: int | None = None
    loss: str | None = None
    batch_size: int | None = None
    shuffle: bool | None = None
    drop_last: bool | None = None
    replacement: bool | None = None
    optimizer: OptimizerSettings | None = None
    schedule: Schedule | None = None
    initialization: Initialization | None = None
    regularization: Regularization | None = None

    def __post_init__(self) -> None:
        require_text(self.name, "name")

    def of(self, experiment: Experiment) -> Experiment:
        """Return the experiment with the changes of this variant.

        Raises:
            ExperimentError: a changed field has an impossible value.

        """
        every: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        changes = {name: value for name, value in every.items() if value is not None}
        del changes["name"]
        return replace(experiment, **changes)


Control = Literal[
    "learning_rate",
    "optimizer",
    "schedule",
    "layers",
    "loss",
    "batch_size",
    "epochs",
    "goal",
    "initialization",
    "seed",
    "hand",
    "l1",
    "l2",
    "data",
    "records",
    "noise",
    "held_out",
    "features",
]
"""What can be changed in the playground of the window."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """How the window lets a scene be tried out.

    Attributes:
        show: the controls that are there; none: all of them.
        lock: controls that are there, and cannot be changed.
        ask: a question; what is changed is trained when somebody has thought of an answer.
        epoch: that is shown first, from 1; None: as always.
        kept: trainings that are kept for comparison, by name.

    Raises:
        SceneError: the question can never be drawn.

    """

    show: tuple[Control, ...] = ()
    lock: tuple[Control, ...] = ()
    ask: Text = ""
    epoch: Annotated[int, Field(ge=1)] | None = None
    kept: tuple[SceneVariant, ...] = ()

    def __post_init__(self) -> None:
        require_text(self.ask, "ask", breaks=True)

    def __bool__(self) -> bool:
        return self != Lesson()

    def shows(self, control: str) -> bool:
        """Return whether a control is there."""
        return not self.show or control in self.show

    def allows(self, control: str) -> bool:
        """Return whether something can be changed."""
        return self.shows(control) and control not in self.lock


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """An experiment and its story.

    Attributes:
        title: of the show, and of the film's file.
        experiment: what is trained.
        storyboard: how it is told.
        variants: other trainings to show beside each other, by name.
        language: of the texts in the picture; None: whoever shows it decides.
        theme: the colours of the picture.
        lesson: how the window lets it be tried out.

    """

    title: Text
    experiment: Experiment
    storyboard: Storyboard
    variants: tuple[tuple[Text, Experiment], ...] = ()
    language: Language | None = None
    theme: Theme = "dark"
    lesson: Lesson = Lesson()


ShotTable: Any = make_dataclass(
    "Shot",
    [("panels", tuple[Literal[*PANELS], ...] | None, None)],  # type: ignore[valid-type]
    bases=(Shot,),
    frozen=True,
    kw_only=True,
    slots=True,
    namespace={"__doc__": Shot.__doc__},
)
"""A shot whose panels are of those that there are."""


class SceneFile(BaseModel):
    """A scene of nnviz: what is trained, and how it is told."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, title="nnviz scene")

    title: Text = ""
    lang: Language | None = None
    theme: Theme = "dark"
    experiment: Experiment = Field(default_factory=Experiment)
    variants: tuple[SceneVariant, ...] = ()
    playground: Lesson = Field(default_factory=Lesson)
    shots: tuple[
        Annotated[Shot, GetPydanticSchema(lambda _, schema_of: schema_of(ShotTable))], ...
    ] = ()
