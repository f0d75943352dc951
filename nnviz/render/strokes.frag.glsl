// How much of this pixel a stroke covers. Where strokes are joined each draws its own side of the
// joint only, so that a curve has no darker spots, not even a translucent one.
varying vec2 v_place;
varying vec2 v_along;
varying float v_half;
varying vec4 v_cut;
varying vec4 v_colour;

void main() {
    float at = clamp(dot(v_place, v_along) / max(dot(v_along, v_along), 1e-6), 0.0, 1.0);
    float off = length(v_place - at * v_along);
    bool before = dot(v_place, v_cut.xy) < 0.0;
    bool after = dot(v_place - v_along, v_cut.zw) > 0.0;
    float alpha = v_colour.a * clamp(0.5 + v_half - off, 0.0, 1.0);
    if (before || after) discard;
    gl_FragColor = vec4(v_colour.rgb * alpha, alpha);
}
