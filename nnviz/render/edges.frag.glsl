// Where the ray of this pixel meets a cylinder with round ends.
varying vec3 v_ray;
varying vec3 v_start;
varying vec3 v_axis;
varying float v_radius;
varying vec4 v_colour;
varying float v_glow;

// The part of a vector that lies across the ray.
vec3 across(vec3 v, vec3 ray) {
    return v - ray * dot(v, ray);
}

void main() {
    float per_depth = length(v_ray);
    vec3 ray = v_ray / per_depth;

    // The point of the axis that is closest to the ray, and how far off the ray passes it.
    vec3 start_off = across(v_start, ray);
    vec3 axis_off = across(v_axis, ray);
    float sine = max(dot(axis_off, axis_off), 1e-12);
    float closest = -dot(start_off, axis_off) / sine;
    float clamped = clamp(closest, 0.0, 1.0);
    float off = length(start_off + clamped * axis_off);
    float w = dot(v_start + clamped * v_axis, ray) / per_depth;

    // Coverage is exact: the silhouette lies where the ray passes at one radius. What is thinner
    // than a pixel is drawn one pixel thick and as much fainter.
    float pixel = max(w, NEAR) / focal;
    float radius = max(v_radius, 0.5 * pixel);
    float coverage = clamp(0.5 + (radius - off) / pixel, 0.0, 1.0) * v_radius / radius;
    float alpha = v_colour.a * coverage;
    if (w < NEAR || belongs_to_other_pass(alpha)) discard;

    // From there back along the ray to where it enters; the ball around that point of the axis
    // touches the surface there, on the body as well as on the ends.
    float off2 = dot(start_off + closest * axis_off, start_off + closest * axis_off);
    float inward = sqrt(max(radius * radius - off2, 0.0) / sine);
    float slope = dot(v_axis, ray);
    float entry = clamp(closest - inward * slope / max(length(v_axis), 1e-6), 0.0, 1.0);
    vec3 middle = v_start + entry * v_axis;
    vec3 middle_off = across(middle, ray);
    float root = sqrt(max(radius * radius - dot(middle_off, middle_off), 0.0));
    vec3 normal = normalize(-middle_off - ray * root);

    vec3 shade = lit(v_colour.rgb, v_glow, normal, -ray);
    gl_FragDepth = window_depth(max((dot(middle, ray) - root) / per_depth, NEAR));
    gl_FragColor = vec4(shade * alpha, alpha);
}
