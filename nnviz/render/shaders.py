"""The programs of the graphics card, kept as files beside the visuals that use them."""

from pathlib import Path


def shader_source(*names: str) -> str:
    """Return the text of shader files, one after the other.

    Args:
        names: names of files in this package without `.glsl`; what a later one uses, an earlier
            one must define.

    """
    here = Path(__file__)
    return "\n".join(here.with_name(f"{name}.glsl").read_text("utf-8") for name in names)
