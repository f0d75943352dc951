from nnviz.render.shaders import source


def test_files_are_joined_in_their_order():
    joined = source("sheet", "strokes.vert")
    assert joined.index("uniform vec4 sheet") < joined.index("void main")
