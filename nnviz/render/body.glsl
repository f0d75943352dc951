// Bodies are drawn twice. The first pass draws the pixels that a body covers wholly and keeps
// their depth. The second draws what is partly covered or translucent, from back to front and
// without keeping its depth. So an edge blends with what really lies behind it.
uniform float fringe;  // 0 in the first pass, 1 in the second

bool belongs_to_other_pass(float alpha) {
    return (alpha > 0.996) == (fringe > 0.5) || alpha < 0.004;
}
