"""Falling rates: how schedules are written, in narrow lines; see `nnviz.learning.schedules`.

`r0` is the rate of the first epoch, `j` counts epochs from 0.
"""

from nnviz.learning.experiment import Experiment


def rate_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that say which learning rate training begins with; 1 needs none."""
    rate, schedule = float(experiment.learning_rate), experiment.schedule
    match schedule.name:
        case "step":
            fall = f"fall = {float(schedule.factor)!r}"
            return f"r0 = {rate!r}", fall, f"every = {schedule.every}"
        case "cosine":
            return f"r0 = {rate!r}", f"low = {float(schedule.lowest)!r}", f"n = {experiment.epochs}"
        case _:
            return (f"rate = {rate!r}",) if rate != 1 else ()


def schedule_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that change the learning rate in every epoch."""
    match experiment.schedule.name:
        case "step":
            return ("rate = r0*fall**(j//every)",)
        case "cosine":
            return "swing = 1 + cos(pi*j/n)", "r = (r0 - low)*swing/2", "rate = low + r"
        case _:
            return ()
