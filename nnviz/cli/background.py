"""A command in the background of a window: `python -m nnviz.cli.background NICENESS COMMAND …`."""

import sys

from nnviz.cli import main
from nnviz.film.priority import give_way

if __name__ == "__main__":
    give_way(int(sys.argv.pop(1)))
    main()
