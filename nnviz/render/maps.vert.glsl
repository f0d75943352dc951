// A quad as large as the map; its colours lie below those of the maps before it.
attribute vec2 corner;
attribute vec2 upper_left;
attribute vec2 size;
attribute float number;

uniform float count;  // of maps

varying vec2 v_beside;  // 0 to 1, from the upper left corner
varying float v_number;

void main() {
    v_beside = 0.5 + 0.5 * corner;
    v_number = number;
    gl_Position = vec4(sheet.xy + sheet.zw * (upper_left + v_beside * size), 0.0, 1.0);
}
