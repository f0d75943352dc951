// Where the ray of this pixel meets a cylinder with round ends. The ray's parameter is the depth.
uniform float fringe;  // 0 where pixels are covered wholly, 1 where in part

varying vec3 v_ray;
varying vec3 v_start;
varying vec3 v_axis;
varying float v_length;
varying float v_radius;
varying vec4 v_colour;
varying float v_glow;
varying float v_second;
varying float v_rim;

const float RIM = 0.85;      // how much of what lies behind a rim is hidden
const float RELIEF = 0.03;   // of their thickness that bars with rims have in depth
const float CONTACT = 0.45;  // how much darker they are where they end

void main() {
    float scale = 1.0 / dot(v_ray, v_ray);

    // Start and axis, taken apart into depth along the ray and what lies across it.
    float start_depth = dot(v_start, v_ray) * scale;
    float axis_depth = dot(v_axis, v_ray) * scale;
    vec3 start_off = v_start - start_depth * v_ray;
    vec3 axis_off = v_axis - axis_depth * v_ray;

    // The point of the axis that is closest to the ray, and how far off the ray passes it.
    float sine2 = max(dot(axis_off, axis_off), 1e-7);
    float closest = -dot(start_off, axis_off) / sine2;
    float at = clamp(closest, 0.0, v_length);
    float off = length(start_off + at * axis_off);
    float w = start_depth + at * axis_depth;

    // Coverage is exact: the silhouette lies where the ray passes at one radius. What is thinner
    // than a pixel is drawn one pixel thick and as much fainter.
    float sharpness = focal / max(w, NEAR);
    float radius = max(v_radius, 0.5 / sharpness);
    float coverage = clamp(0.5 + (radius - off) * sharpness, 0.0, 1.0);
    float alpha = v_colour.a * coverage * min(2.0 * v_radius * sharpness, 1.0);
    float from_end = min(at, v_length - at);
    float around = 0.5 + v_rim + (radius - off) * sharpness;
    float rim = v_rim > 0.0 ? RIM * clamp(around, 0.0, 1.0) * clamp(from_end / 0.06, 0.0, 1.0) : 0.0;
    float hidden = alpha + (1.0 - alpha) * rim * v_colour.a;
    bool first = alpha > 0.996 && v_second < 0.5;
    if (w < NEAR || hidden < 0.004 || first == (fringe > 0.5)) discard;

    // From there back along the ray to where it enters; the ball around that point of the axis
    // touches the surface there, on the body as well as on the ends.
    vec3 line_off = start_off + closest * axis_off;
    float inward2 = max(radius * radius - dot(line_off, line_off), 0.0) * scale / sine2;
    float entry = clamp(closest - sqrt(inward2) * axis_depth / scale, 0.0, v_length);
    vec3 off_axis = start_off + entry * axis_off;
    float root = sqrt(max(radius * radius - dot(off_axis, off_axis), 0.0) * scale);
    vec3 normal = -normalize(off_axis + root * v_ray);

    float surface = start_depth + entry * axis_depth - root;
    float open = 1.0;
    if (v_rim > 0.0) {
        surface = coverage > 0.0 ? mix(w, surface, RELIEF) : w;
        open -= CONTACT * exp2(-from_end / 0.05);
    }
    vec3 shade = fogged(lit(v_colour.rgb, v_glow, normal, -v_ray * sqrt(scale), open), w);
    gl_FragDepth = window_depth(max(surface, NEAR));
    gl_FragColor = vec4(shade * alpha + ground * (hidden - alpha), hidden);
}
