"""Scene files: an experiment and how to tell it, as a lecturer writes them in TOML."""

from nnviz.scene.loading import load_scene
from nnviz.scene.tables import Scene, SceneVariant

__all__ = ["Scene", "SceneVariant", "load_scene"]
