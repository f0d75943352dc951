// The colour of a map, blended between the middles of its four nearest colours.
uniform sampler2D colours;
uniform vec2 cells;  // columns and rows of one map
uniform float count;

varying vec2 v_beside;
varying float v_number;

void main() {
    vec2 inside = clamp(v_beside, 0.5 / cells, 1.0 - 0.5 / cells);
    gl_FragColor = texture2D(colours, vec2(inside.x, (v_number + inside.y) / count));
}
