// Where the ray of this pixel meets a box, an octahedron or a ball.
//
// All three are measured in half extents, so that the box is the cube from -1 to 1, the
// octahedron |x| + |y| + |z| <= 1 and the ball the unit ball. Rays keep their parameter by that,
// which is the depth.
varying vec3 v_ray;
varying vec3 v_eye;
varying vec3 v_extent;
varying vec4 v_colour;
varying float v_glow;
varying float v_shape;

const float BEVEL = 0.045;  // part of the smallest half extent over which an edge is rounded

// A convex body of parallel pairs of faces is the ray's way inside all pairs at once. These are
// the vector's components along the normals of the pairs: three of a box, four of an octahedron.
vec4 along_normals(vec3 v, bool box) {
    return box ? vec4(v, v.z)
               : vec4(v.x + v.y + v.z, v.x + v.y - v.z, v.x - v.y + v.z, -v.x + v.y + v.z);
}

// Normals that turn smoothly around the edges: a small bevel, never thinner than a pixel.
vec3 normal_of_box(vec3 at, vec3 bevel) {
    return sign(at) * clamp((abs(at) - 1.0) / bevel + 1.0, 0.0, 1.0);
}

vec3 normal_of_octahedron(vec3 at, vec3 bevel) {
    return clamp(at / bevel, -1.0, 1.0) / v_extent;
}

void main() {
    bool box = v_shape < 0.5;
    bool ball = v_shape > 1.5;
    vec3 ray = v_ray / v_extent;

    vec4 speed = along_normals(ray, box);
    speed = mix(speed, vec4(1e-7), vec4(lessThan(abs(speed), vec4(1e-7))));
    vec4 middle = -along_normals(v_eye, box) / speed;
    vec4 reach = abs(1.0 / speed);
    vec4 ins = middle - reach;
    vec4 outs = middle + reach;
    float enter = max(max(ins.x, ins.y), max(ins.z, ins.w));
    float leave = min(min(outs.x, outs.y), min(outs.z, outs.w));

    float closest = -dot(v_eye, ray) / dot(ray, ray);
    vec3 off = v_eye + closest * ray;
    float root = sqrt(max(1.0 - dot(off, off), 0.0) / dot(ray, ray));

    // How far inside the silhouette, in units that do not matter: divided by how much this
    // changes from pixel to pixel it becomes the distance in pixels.
    float inside = ball ? 1.0 - length(off) : leave - enter;
    float change = length(vec2(dFdx(inside), dFdy(inside)));
    float coverage = clamp(0.5 + inside / max(change, 1e-9), 0.0, 1.0);
    float alpha = v_colour.a * coverage;
    float w = ball ? closest - root : min(enter, 0.5 * (enter + leave));
    if (w < NEAR || belongs_to_other_pass(alpha)) discard;

    vec3 at = v_eye + w * ray;
    float pixel = w / focal;
    float smallest = min(v_extent.x, min(v_extent.y, v_extent.z));
    vec3 bevel = min(max(BEVEL * smallest, 1.2 * pixel) / v_extent, 0.5);
    vec3 normal = ball ? at / v_extent
                : box  ? normal_of_box(at, bevel)
                       : normal_of_octahedron(at, bevel);
    vec3 shade = lit(v_colour.rgb, v_glow, normalize(normal), -normalize(v_ray));
    gl_FragDepth = window_depth(w);
    gl_FragColor = vec4(shade * alpha, alpha);
}
