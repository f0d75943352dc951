// How dark a soft shadow is: along and across, a stretch that is softened by as much as it is blurred.
uniform vec4 shadow_colour;

varying vec2 v_place;
varying float v_span;
varying vec2 v_half;
varying vec2 v_blur;
varying float v_left;
varying vec2 v_floor;

float softened(float at, float low, float high, float blur) {
    vec2 parts = clamp(0.5 + 0.5 * vec2(at - low, high - at) / blur, 0.0, 1.0);
    parts *= parts * (3.0 - 2.0 * parts);
    return max(parts.x + parts.y - 1.0, 0.0);
}

void main() {
    float share = v_span > 0.0 ? clamp(v_place.x / v_span, 0.0, 1.0) : 0.0;
    float blur = mix(v_blur.x, v_blur.y, share);
    float dark = softened(v_place.x, -v_half.x, v_span + v_half.x, blur);
    dark *= softened(v_place.y, -v_half.y, v_half.y, blur);
    float alpha = shadow_colour.a * dark * min(2.0 * remaining(v_floor), 1.0) * v_left;
    gl_FragColor = vec4(shadow_colour.rgb * alpha, alpha);
}
