// A thread, a cylinder of two pixels at most: a strip along its axis, lit at its four corners. All
// that changes little from pixel to pixel is worked out here.
attribute vec2 corner;  // x along, y across
attribute vec3 start;
attribute vec3 end;
attribute float radius;
attribute vec4 colour;
attribute float glow;
attribute vec3 outward;  // from the middle of the box whose edge it is, or 0

varying vec2 v_place;  // from the start, along and across, pixels
varying float v_span;  // from start to end, pixels
varying float v_half;  // half the thickness, pixels
varying vec4 v_colour;

vec3 across_axis(vec3 direction, vec3 axis) {
    vec3 off = direction - dot(direction, axis) * axis;
    return off / max(length(off), 1e-9);
}

void main() {
    vec3 a = look * (start - eye);
    vec3 b = look * (end - eye);
    vec2 part = visible_part(a, b, radius);
    vec3 seen_a = mix(a, b, part.x);
    vec3 seen_b = mix(a, b, part.y);
    vec2 half_view = 0.5 * viewport;
    vec2 p = seen_a.xy / seen_a.z * half_view;
    vec2 q = seen_b.xy / seen_b.z * half_view;

    vec2 along = q - p;
    v_span = length(along);
    along = v_span > 1e-3 ? along / v_span : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    vec2 halves = focal * radius / vec2(seen_a.z, seen_b.z);
    float margin = max(max(halves.x, halves.y), 0.5) + 0.55;
    bool at_start = corner.x < 0.0;
    vec2 end_of = at_start ? p : q;
    vec2 place = (end_of + margin * (corner.x * along + corner.y * across)) / half_view;
    v_place = vec2((at_start ? 0.0 : v_span) + margin * corner.x, margin * corner.y);

    // Thickness and 1 / depth are linear in the picture; the strip is longer than the axis.
    float way = (at_start ? 0.0 : 1.0) + corner.x * margin / max(v_span, 2.0 * margin);
    v_half = max(mix(halves.x, halves.y, way), 0.0);
    vec2 nearness = 1.0 / max(vec2(seen_a.z, seen_b.z) - radius, NEAR);
    float z = depth.x + depth.y * max(mix(nearness.x, nearness.y, way), 0.0);

    vec3 whole = end - start;
    vec3 axis = whole / max(length(whole), 1e-9);
    vec3 facing = -across_axis(unlook * vec3(end_of / half_view, 1.0), axis);
    vec3 side = across_axis(unlook * vec3(corner.y * across / half_view, 0.0), axis);
    vec3 shade = lit(colour.rgb, glow, normalize(facing + side), facing, 1.0);
    v_colour = vec4(fogged(shade, at_start ? seen_a.z : seen_b.z), colour.a);
    v_colour.a *= left_of_edge(start, outward);

    bool hidden = part.x > part.y || radius <= 0.0 || colour.a <= 0.0;
    gl_Position = hidden ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(place, z, 1.0);
}
