"""How many processes make a film: as many as are asked for, or as the machine gains from."""

from nnviz.errors import UsageError
from nnviz.film.encoding import Encoding
from nnviz.film.formats import MP4
from nnviz.film.rendering_environment import processors

MOST_WORKERS = 64
# Drawing, reading back and encoding overlap in one process already, which keeps 1.6 processors of
# two busy in software OpenGL: there a second one gains nothing that can be measured.
PROCESSORS_OF_ONE = 2
MOST_UNASKED = 8  # each takes the memory of one


def checked_worker_count(wanted: int | None, *, encoding: Encoding) -> int:
    """Return how many processes are to make a film; None: as many as are of use.

    Raises:
        UsageError: so many are not possible, or not for a film of this format.

    """
    if wanted is None:
        return min(max(1, processors() // PROCESSORS_OF_ONE), MOST_UNASKED)
    if not 1 <= wanted <= MOST_WORKERS:
        raise UsageError(f"workers {wanted}: is not possible; give 1 to {MOST_WORKERS}")
    if wanted > 1 and encoding.format is not MP4:
        raise UsageError(
            f"workers {wanted}: only MP4 films are made by several processes; leave it out for "
            f"{encoding.format.name}"
        )
    return wanted
