// A vertex of the net that the floor is; between them, colours blend.
attribute vec2 corner;

uniform float level;  // y of the floor
uniform vec4 lies;    // x and z of its middle, how far it reaches along x and z
uniform vec4 floor_colour;
uniform vec3 ground;

varying vec3 v_shade;

void main() {
    vec2 place = lies.xy + corner * lies.zw;
    vec3 seen = look * (vec3(place.x, level, place.y) - eye);
    float left = remaining(corner) * steep(eye.y - level, distance(eye.xz, lies.xy));
    v_shade = mix(ground, floor_colour.rgb, floor_colour.a * left);
    gl_Position = eye.y > level ? vec4(seen.xy, 0.0, seen.z) : vec4(2.0, 2.0, 0.0, 1.0);
}
