"""Schedules: how they are written, in narrow lines; see `nnviz.learning.schedules`.

`r0` is the rate of the first epoch, `j` counts epochs from 0.
"""

from nnviz.learning.experiment import Experiment


def rate_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that say which learning rate training begins with; 1 needs none."""
    rate, schedule = float(experiment.learning_rate), experiment.schedule
    if not schedule.rule.CHANGES:
        return (f"rate = {rate!r}",) if rate != 1 else ()
    constants = (
        f"{setting.written} = {setting.kind(getattr(schedule, name))!r}"
        for name, setting in schedule.settings.items()
    )
    others = (line.format(epochs=experiment.epochs) for line in schedule.rule.LINES)
    return f"r0 = {rate!r}", *constants, *others


def schedule_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that change the learning rate in every epoch."""
    return experiment.schedule.rule.STATEMENTS
