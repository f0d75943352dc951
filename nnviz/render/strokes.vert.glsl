// A quad along the stroke that holds its round ends.
attribute vec2 corner;
attribute vec2 start;
attribute vec2 end;
attribute float width;
attribute vec4 colour;
attribute vec4 cut;  // normals of the joints at start and end, 0 where the end is free

varying vec2 v_place;  // from the start, pixels
varying vec2 v_along;  // from start to end, pixels
varying float v_half;  // half the width, pixels
varying vec4 v_cut;
varying vec4 v_colour;

void main() {
    v_along = (end - start) * height;
    float full = width * height;
    v_half = 0.5 * max(full, 1.0);  // thinner than a pixel: as much fainter
    v_colour = vec4(colour.rgb, colour.a * min(full, 1.0));
    v_cut = cut;

    float span = length(v_along);
    vec2 along = span > 1e-4 ? v_along / span : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    vec2 base = corner.x < 0.0 ? vec2(0.0) : v_along;
    v_place = base + (v_half + 1.0) * (corner.x * along + corner.y * across);
    bool empty = width <= 0.0 || colour.a <= 0.0;
    vec2 place = start + v_place / height;
    gl_Position = empty ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(sheet.xy + sheet.zw * place, 0.0, 1.0);
}
