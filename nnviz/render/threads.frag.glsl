// How much of this pixel a thread covers: what is thinner than a pixel is drawn one pixel thick and
// as much fainter. Nothing is discarded, so that what is hidden need not be worked out.
varying vec2 v_place;
varying float v_span;
varying float v_half;
varying vec4 v_colour;

void main() {
    float beyond = v_place.x - clamp(v_place.x, 0.0, v_span);
    float off = length(vec2(beyond, v_place.y));
    float coverage = clamp(0.5 + max(v_half, 0.5) - off, 0.0, 1.0);
    float alpha = v_colour.a * coverage * min(2.0 * v_half, 1.0);
    gl_FragColor = vec4(v_colour.rgb * alpha, alpha);
}
