// A quad in the plane of the picture that holds the whole cylinder.
attribute vec2 corner;
attribute vec3 start;
attribute vec3 end;
attribute float radius;
attribute vec4 colour;
attribute float glow;

varying vec3 v_ray;
varying vec3 v_start;
varying vec3 v_axis;
varying float v_radius;
varying vec4 v_colour;
varying float v_glow;

float reach(vec3 seen, vec2 pixels) {
    return focal * radius / max(seen.z - radius, NEAR) * stretch(pixels) + 1.5;
}

void main() {
    v_start = start - eye;
    v_axis = end - start;
    v_radius = radius;
    v_colour = vec4(colour.rgb * colour.rgb, colour.a);
    v_glow = glow;

    vec3 a = look * v_start;
    vec3 b = look * (end - eye);
    bool hidden = max(a.z, b.z) < NEAR || radius <= 0.0 || colour.a <= 0.0;
    vec3 near_a = a.z < NEAR ? mix(a, b, (NEAR - a.z) / (b.z - a.z)) : a;
    vec3 near_b = b.z < NEAR ? mix(b, a, (NEAR - b.z) / (a.z - b.z)) : b;
    vec2 half_view = 0.5 * viewport;
    vec2 p = near_a.xy / near_a.z * half_view;
    vec2 q = near_b.xy / near_b.z * half_view;
    float margin = max(reach(near_a, p), reach(near_b, q));

    vec2 along = q - p;
    float span = length(along);
    along = span > 1e-3 ? along / span : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    vec2 pixels = (corner.x < 0.0 ? p : q) + margin * (corner.x * along + corner.y * across);
    vec2 place = pixels / half_view;
    v_ray = unlook * vec3(place, 1.0);
    gl_Position = hidden ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(place, 0.0, 1.0);
}
