// A glyph, pixel for pixel as it lies in the atlas.
attribute vec2 corner;
attribute vec2 place;   // upper left corner, whole pixels of the picture
attribute vec4 glyph;   // x, y, width, height in the atlas, pixels
attribute vec4 colour;

uniform float side;  // of the atlas, pixels

varying vec2 v_texel;
varying vec4 v_colour;

void main() {
    vec2 beside = 0.5 + 0.5 * corner;
    v_texel = (glyph.xy + beside * glyph.zw) / side;
    v_colour = colour;
    gl_Position = vec4(sheet.xy + sheet.zw * (place + beside * glyph.zw) / height, 0.0, 1.0);
}
