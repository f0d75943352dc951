// One quiet material: a key light from the upper left front, a soft fill from all around.
// Light adds up linearly and colours are sRGB; a square root stands for the curve between them.
const vec3 KEY = vec3(-0.35, 0.78, 0.52);

vec3 lit(vec3 colour, float glow, vec3 normal) {
    float key = 0.85 * max(0.9 * dot(normal, KEY) + 0.1, 0.0);
    float fill = 0.32 + 0.19 * normal.y;
    float light = sqrt(fill + key);
    // What steps back on a light ground is pale: its dark sides would stand out more than it does.
    float paleness = min(colour.r, min(colour.g, colour.b));
    light = mix(light, 1.0, 0.8 * paleness * paleness);
    vec3 matte = colour * min(light, 1.0) + 0.45 * max(light - 1.0, 0.0);
    vec3 bright = colour * 1.02 + 0.06;
    return min(mix(matte, bright, glow), 1.0);
}
