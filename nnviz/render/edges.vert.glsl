// A quad in the plane of the picture that holds the whole cylinder, with a hole in its middle.
attribute vec3 corner;  // x along, y across, z 1 outside and 0 at the hole
attribute vec3 start;
attribute vec3 end;
attribute float radius;
attribute vec4 colour;
attribute float glow;
attribute float rim;     // picture units
attribute vec3 outward;  // from the middle of the box whose edge it is, or 0

uniform float fringe;  // 0 where pixels are covered wholly, 1 where in part

varying vec3 v_ray;
varying vec3 v_start;
varying vec3 v_axis;    // of length 1
varying float v_length;
varying float v_radius;
varying vec4 v_colour;
varying float v_glow;
varying float v_second;  // 1 where the second pass draws all of it
varying float v_rim;     // pixels

const float THIN = 4.0;  // half a width below which all is drawn in the second pass, pixels

// How far from its axis a cylinder covers pixels, seen at its nearest.
float reach(vec3 seen, vec2 place) {
    return focal * radius / max(seen.z - radius, NEAR) * stretch(place);
}

void main() {
    vec3 whole = end - start;
    v_length = length(whole);
    v_axis = v_length > 0.0 ? whole / v_length : vec3(1.0, 0.0, 0.0);
    v_start = start - eye;
    v_radius = radius;
    v_colour = vec4(colour.rgb, colour.a * left_of_edge(start, outward));
    v_glow = glow;
    v_rim = rim * viewport.y;

    vec3 a = look * v_start;
    vec3 b = look * (end - eye);
    vec2 part = visible_part(a, b, radius);
    vec3 seen_a = mix(a, b, part.x);
    vec3 seen_b = mix(a, b, part.y);
    vec2 half_view = 0.5 * viewport;
    vec2 p = seen_a.xy / seen_a.z * half_view;
    vec2 q = seen_b.xy / seen_b.z * half_view;
    float whole_view = 4.0 * max(viewport.x, viewport.y);
    float thickness = min(max(reach(seen_a, p), reach(seen_b, q)), whole_view);
    bool second = v_colour.a < 0.996 || thickness < THIN;
    bool other_pass = fringe < 0.5 && second;
    bool hidden = part.x > part.y || radius <= 0.0 || colour.a <= 0.0 || other_pass;
    v_second = float(second);

    // The first pass needs what is covered wholly, the second all but what surely is.
    float margin = fringe < 0.5 ? thickness - 0.45 : max(thickness, 0.5) + 0.55 + v_rim;
    float covered = focal * radius / max(seen_a.z, seen_b.z) - 1.5;
    bool hole = !second && covered > 0.0;

    vec2 along = q - p;
    float span = length(along);
    along = span > 1e-3 ? along / span : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    vec2 outside = margin * corner.xy;
    vec2 inside = hole ? vec2(0.0, covered * corner.y) : margin * vec2(corner.x, -1.0);
    vec2 beside = corner.z > 0.5 ? outside : inside;
    vec2 pixels = (corner.x < 0.0 ? p : q) + beside.x * along + beside.y * across;
    vec2 place = pixels / half_view;
    v_ray = unlook * vec3(place, 1.0);
    gl_Position = hidden ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(place, 0.0, 1.0);
}
