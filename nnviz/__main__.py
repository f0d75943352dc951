"""`python -m nnviz` is the command line."""

from nnviz.cli import main

main()
