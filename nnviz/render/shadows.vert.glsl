// A quad on the floor that holds the soft shadow of a bar or of a box. The light comes from above; the
// higher a body hangs, the softer its shadow.
uniform float level;
uniform vec4 lies;

varying vec2 v_place;  // world units, from where the shadow begins, along and across
varying float v_span;
varying vec2 v_half;   // half its size along and across, without its softness
varying vec2 v_blur;   // its softness at both ends
varying float v_left;
varying vec2 v_floor;  // from the middle of the floor, in parts of its reach

const vec2 SLANT = vec2(0.24, -0.3);  // by how much shadows lie aside, of the height of bodies
const float SOFT = 0.1;
const float FAINTEST = 0.14;  // thinner beside their softness, shadows are left out
const float SOFTER = 0.09;  // with each unit of height

vec2 shadow_of(vec3 point) {
    return point.xz + SLANT * (point.y - level);
}

float softness(vec3 point) {
    return SOFT + SOFTER * max(point.y - level, 0.0);
}

void main() {
    vec3 size = half_size();
    vec2 a = shadow_of(first_end());
    vec2 b = shadow_of(second_end());
    v_half = size.xz;
    vec3 down = vec3(0.0, size.y, 0.0);
    v_blur = vec2(softness(first_end() - down), softness(second_end() - down));
    vec2 along = b - a;
    v_span = length(along);
    along = v_span > 1e-4 ? along / v_span : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    vec2 margin = v_half + max(v_blur.x, v_blur.y);
    v_place = vec2(corner.x < 0.0 ? -margin.x : v_span + margin.x, corner.y * margin.y);
    vec2 place = a + v_place.x * along + v_place.y * across;
    v_left = steep(eye.y - level, distance(eye.xz, lies.xy));
    v_floor = (place - lies.xy) / lies.zw;
    vec3 seen = look * (vec3(place.x, level, place.y) - eye);
    float darkest = min(v_half.x, v_half.y) / min(v_blur.x, v_blur.y);
    bool empty = darkest < FAINTEST || eye.y <= level;
    gl_Position = empty ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(seen.xy, 0.0, seen.z);
}
