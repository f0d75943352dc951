// What of a bar casts a shadow.
attribute vec3 corner;
attribute vec3 start;
attribute vec3 end;
attribute float radius;

vec3 first_end() { return start; }
vec3 second_end() { return end; }
vec3 half_size() { return vec3(radius); }
