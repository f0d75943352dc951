// A triangle of a surface; `corner` says which of its three vertices this is.
attribute vec3 corner;
attribute vec3 first;
attribute vec3 second;
attribute vec3 third;
attribute vec4 first_colour;
attribute vec4 second_colour;
attribute vec4 third_colour;
uniform mat4 clip_from_world;
varying vec4 v_colour;

void main() {
    vec3 at = corner.x * first + corner.y * second + corner.z * third;
    v_colour = corner.x * first_colour + corner.y * second_colour + corner.z * third_colour;
    gl_Position = clip_from_world * vec4(at, 1.0);
}
