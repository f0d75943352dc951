// A disc in the plane of the picture around a body, as deep in it as the body's middle.
attribute vec2 corner;
attribute vec3 centre;
attribute vec3 extent;
attribute vec4 colour;
attribute float bloom;

varying vec2 v_beside;  // 0 to 1 from the middle
varying vec4 v_colour;

const float REACH = 2.6;  // times the body's largest half extent
const float LEAST = 0.006;  // of the picture's height

void main() {
    vec3 seen = look * (centre - eye);
    float largest = max(extent.x, max(extent.y, extent.z));
    float reach = REACH * focal * largest / max(seen.z, NEAR) + LEAST * viewport.y;
    vec2 place = seen.xy / max(seen.z, NEAR) + 2.0 * corner * reach / viewport;
    v_beside = corner;
    v_colour = vec4(colour.rgb, colour.a * bloom);
    bool hidden = seen.z < NEAR || bloom <= 0.0 || largest <= 0.0;
    float z = depth.x + depth.y / max(seen.z, NEAR);
    gl_Position = hidden ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(place, z, 1.0);
}
