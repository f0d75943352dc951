// How much of this pixel a rectangle with round corners covers; soft rims fade out inwards.
varying vec2 v_place;
varying vec2 v_half;
varying float v_rounding;
varying float v_softness;
varying vec4 v_colour;

void main() {
    vec2 beyond = abs(v_place) - v_half + v_rounding;
    float outside = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - v_rounding;
    float covered = clamp((0.5 - outside) / (1.0 + v_softness), 0.0, 1.0);
    float alpha = v_colour.a * covered;
    gl_FragColor = vec4(v_colour.rgb * alpha, alpha);
}
