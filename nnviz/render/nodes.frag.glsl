// Where the ray of this pixel meets a box, an octahedron, a ball or an arrowhead.
//
// All are measured in half extents, so that the box is the cube from -1 to 1, the octahedron
// |x| + |y| + |z| <= 1, the ball the unit ball and the arrowhead the part of the octahedron with
// x <= TAIL. Rays keep their parameter by that, which is the depth.
varying vec3 v_ray;     // in half extents
varying vec3 v_eye;
varying vec3 v_extent;
varying vec4 v_colour;
varying float v_glow;
varying float v_shape;

const float TAIL = 0.25;
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
    bool ball = v_shape > 1.5 && v_shape < 2.5;
    bool cut = v_shape > 2.5;
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

    // The arrowhead lies between two faces more, of which the one at its point is never reached.
    float base = 0.5 * (1.0 + TAIL);
    float base_at = (v_eye.x - TAIL + base) / base;
    float base_speed = abs(v_ray.x) < 1e-7 ? 1e-7 : v_ray.x / base;
    float base_in = (-base_at - sign(base_speed)) / base_speed;
    float base_out = (-base_at + sign(base_speed)) / base_speed;
    bool on_base = cut && base_in > enter;
    enter = cut ? max(enter, base_in) : enter;
    leave = cut ? min(leave, base_out) : leave;

    float closest = -dot(v_eye, v_ray) / length2;
    vec3 off = v_eye + closest * v_ray;
    float off2 = dot(off, off);
    float root = sqrt(max(1.0 - off2, 0.0) / length2);

    // How far inside the silhouette the ray passes; divided by how much that changes from pixel to
    // pixel it is the distance to the silhouette in pixels.
    float size = ball ? sqrt(off2) : tightest(origin, speed);
    if (cut) {
        vec4 one = abs(origin * base_speed - base_at * speed) / (abs(speed) + abs(base_speed));
        size = max(size, max(max(one.x, one.y), max(one.z, one.w)));
    }
    float inside = 1.0 - size;
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
    normal = on_base ? vec3(1.0, 0.0, 0.0) : normal;
    vec3 view = -normalize(v_ray * v_extent);
    vec3 shade = fogged(lit(v_colour.rgb, v_glow, normalize(normal), view, 1.0), w);
    // Silhouettes step back a little, so that an outline drawn along an edge lies before it.
    float edge = (ball ? w : max(w, leave)) + 2.0 * pixel;
    gl_FragDepth = window_depth(coverage < 1.0 ? edge : w);
    gl_FragColor = vec4(shade * alpha, alpha);
}
