"""The programs of the graphics card, kept as files beside the visuals that use them."""

from importlib.resources import files


def source(*names: str) -> str:
    """Return the text of shader files, one after the other.

    Args:
        names: names of files in this package without `.glsl`; what a later one uses, an earlier
            one must define.

    """
    room = files("nnviz.render")
    return "\n".join((room / f"{name}.glsl").read_text("utf-8") for name in names)
