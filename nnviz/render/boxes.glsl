// What of a box casts a shadow.
attribute vec2 corner;
attribute vec3 centre;
attribute vec3 extent;

vec3 first_end() { return centre; }
vec3 second_end() { return centre; }
vec3 half_size() { return extent; }
