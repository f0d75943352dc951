// Where the ray of this pixel meets a box, an octahedron or a ball.
//
// All three are measured in half extents, so that the box is the cube from -1 to 1, the
// octahedron |x| + |y| + |z| <= 1 and the ball the unit ball. Rays keep their parameter by that,
// which is the depth.
varying vec3 v_ray;     // in half extents
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

// The size, in parts of the body's own, at which the body would only just touch the ray. For two
// pairs of faces alone it follows from entering the one while leaving the other.
float tightest(vec4 origin, vec4 speed) {
    vec4 size = abs(speed);
    vec3 one = abs(origin.xyz * speed.yzx - origin.yzx * speed.xyz) / (size.xyz + size.yzx);
    vec3 two = abs(origin.xyz * speed.w - origin.w * speed.xyz) / (size.xyz + size.w);
    vec3 most = max(one, two);
    return max(most.x, max(most.y, most.z));
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
    float length2 = dot(v_ray, v_ray);
    vec4 origin = along_normals(v_eye, box);
    vec4 speed = along_normals(v_ray, box);
    speed = mix(speed, vec4(1e-7), vec4(lessThan(abs(speed), vec4(1e-7))));
    vec4 slowness = 1.0 / speed;
    vec4 middle = -origin * slowness;
    vec4 reach = abs(slowness);
    vec4 ins = middle - reach;
    vec4 outs = middle + reach;
    float enter = max(max(ins.x, ins.y), max(ins.z, ins.w));
    float leave = min(min(outs.x, outs.y), min(outs.z, outs.w));

    float closest = -dot(v_eye, v_ray) / length2;
    vec3 off = v_eye + closest * v_ray;
    float off2 = dot(off, off);
    float root = sqrt(max(1.0 - off2, 0.0) / length2);

    // How far inside the silhouette the ray passes; divided by how much that changes from pixel to
    // pixel it is the distance to the silhouette in pixels.
    float inside = 1.0 - (ball ? sqrt(off2) : tightest(origin, speed));
    float change = length(vec2(dFdx(inside), dFdy(inside)));
    float coverage = clamp(0.5 + inside / max(change, 1e-9), 0.0, 1.0);
    float alpha = v_colour.a * coverage;
    float w = ball ? closest - root : min(enter, 0.5 * (enter + leave));
    if (w < NEAR || alpha < 0.004) discard;

    vec3 at = v_eye + w * v_ray;
    float pixel = w / focal;
    float smallest = min(v_extent.x, min(v_extent.y, v_extent.z));
    vec3 bevel = min(max(BEVEL * smallest, 1.2 * pixel) / v_extent, 0.5);
    vec3 normal = ball ? at / v_extent
                : box  ? normal_of_box(at, bevel)
                       : normal_of_octahedron(at, bevel);
    vec3 shade = lit(v_colour.rgb, v_glow, normalize(normal));
    // Silhouettes step back a little, so that an outline drawn along an edge lies before it.
    float edge = (ball ? w : max(w, leave)) + 2.0 * pixel;
    gl_FragDepth = window_depth(coverage < 1.0 ? edge : w);
    gl_FragColor = vec4(shade * alpha, alpha);
}
