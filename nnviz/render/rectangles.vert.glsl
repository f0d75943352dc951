// A quad as large as the rectangle and half a pixel more all around.
attribute vec2 corner;
attribute vec2 upper_left;
attribute vec2 size;
attribute float rounding;
attribute float softness;
attribute vec4 colour;

varying vec2 v_place;  // from the middle, pixels
varying vec2 v_half;   // half the size, pixels
varying float v_rounding;
varying float v_softness;  // pixels
varying vec4 v_colour;

void main() {
    v_half = 0.5 * size * height;
    v_place = corner * (v_half + 1.0);
    v_rounding = min(rounding * height, min(v_half.x, v_half.y));
    v_softness = softness * height;
    v_colour = colour;
    bool empty = min(size.x, size.y) <= 0.0 || colour.a <= 0.0;
    vec2 place = upper_left + 0.5 * size + v_place / height;
    gl_Position = empty ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(sheet.xy + sheet.zw * place, 0.0, 1.0);
}
