// The part of the axis, from 0 to 1, that may be seen: where a plane's distance is positive.
vec2 beyond(vec2 part, float at_start, float at_end) {
    float crossing = at_start / (at_start - at_end);
    return at_start < 0.0 ? vec2(at_end < 0.0 ? 2.0 : max(part.x, crossing), part.y)
         : at_end < 0.0   ? vec2(part.x, min(part.y, crossing))
                          : part;
}

// What lies behind the eye or far beside the picture is cut off, to keep the numbers small.
vec2 visible_part(vec3 a, vec3 b, float radius) {
    float wide = 1.2;
    float slack_x = radius * (length(vec3(look[0].x, look[1].x, look[2].x)) + wide);
    float slack_y = radius * (length(vec3(look[0].y, look[1].y, look[2].y)) + wide);
    vec2 part = beyond(vec2(0.0, 1.0), a.z - NEAR, b.z - NEAR);
    part = beyond(part, wide * a.z + slack_x - a.x, wide * b.z + slack_x - b.x);
    part = beyond(part, wide * a.z + slack_x + a.x, wide * b.z + slack_x + b.x);
    part = beyond(part, wide * a.z + slack_y - a.y, wide * b.z + slack_y - b.y);
    return beyond(part, wide * a.z + slack_y + a.y, wide * b.z + slack_y + b.y);
}

// How much is left of an edge of a box: little, where both faces that meet there are turned away.
const float FAR_EDGE = 0.34;

float left_of_edge(vec3 at, vec3 outward) {
    float size = length(outward);
    vec3 facing = clamp(sign(outward) * (eye - at) / max(0.2 * size, 1e-9), 0.0, 1.0);
    vec3 seen = facing * step(1e-6, abs(outward));
    return size > 0.0 ? mix(FAR_EDGE, 1.0, max(seen.x, max(seen.y, seen.z))) : 1.0;
}
