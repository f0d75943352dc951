// One quiet material: a key light from the upper left front, a soft fill from all around, a rim light
// from behind, and a fog that is as dark or bright as the background.
// Light adds up linearly and colours are sRGB; a square root stands for the curve between them.
uniform vec3 ground;  // the background's colour
uniform vec3 fog;     // the depth where it begins, by how much it grows with depth, its most

const vec3 KEY = vec3(-0.35, 0.78, 0.52);
const vec3 HALF_KEY = vec3(-0.2, 0.44, 0.87);  // half way to somebody in front
const vec3 BEHIND = vec3(0.46, 0.62, -0.63);

// How light a surface looks whose ways outwards and to the eye are given, both of length 1; `open`
// tells how much of the light reaches it.
vec3 lit(vec3 colour, float glow, vec3 normal, vec3 view, float open) {
    float key = 0.85 * max(0.9 * dot(normal, KEY) + 0.1, 0.0);
    float fill = 0.32 + 0.19 * normal.y;
    float light = sqrt(fill + key * open) * (0.4 + 0.6 * open);
    // What steps back on a light ground is pale: its dark sides would stand out more than it does.
    float paleness = min(colour.r, min(colour.g, colour.b));
    light = mix(light, 1.0, 0.8 * paleness * paleness);
    float edge = 1.0 - max(dot(normal, view), 0.0);
    float shine = max(dot(normal, HALF_KEY), 0.0);
    shine *= shine;
    shine *= shine;
    shine *= shine;
    float back = edge * edge * edge * max(dot(normal, BEHIND), 0.0) * (1.0 - ground.g);
    vec3 matte = colour * min(light, 1.0) + 0.45 * max(light - 1.0, 0.0);
    matte += (0.35 * back + 0.06 * shine * shine) * open * mix(colour, vec3(1.0), 0.4);
    vec3 bright = colour * 1.02 + 0.06;
    return min(mix(matte, bright * (0.7 + 0.3 * open), glow), 1.0);
}

vec3 fogged(vec3 colour, float depth) {
    return mix(colour, ground, clamp((depth - fog.x) * fog.y, 0.0, fog.z));
}
