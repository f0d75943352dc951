from nnviz.render.shaders import shader_source


def test_files_are_joined_in_their_order():
    joined = shader_source("sheet", "strokes.vert")
    assert joined.index("uniform vec4 sheet") < joined.index("void main")
