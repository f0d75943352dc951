"""Frames become pixels here: the only room that speaks to the graphics card.

Importing it asks for the system's libraries first: without them VisPy fails while it is being
imported, with messages that help nobody.
"""

from nnviz.render.libraries import require_libraries

require_libraries()
