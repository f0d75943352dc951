// One quiet material: a key light from the upper left front, a soft fill from all around.
// Colours are linear here; squares and roots stand for the sRGB curve, which is close enough
// for shading and keeps unshaded colours exact.
const vec3 KEY = vec3(-0.4472, 0.6708, 0.5916);
const vec3 SKY = vec3(0.52, 0.55, 0.60);
const vec3 GROUND = vec3(0.20, 0.19, 0.20);

vec3 lit(vec3 colour, float glow, vec3 normal, vec3 to_eye) {
    float key = 0.80 * max(0.85 * dot(normal, KEY) + 0.15, 0.0);
    vec3 fill = mix(GROUND, SKY, 0.5 + 0.5 * normal.y);
    float grazing = 1.0 - max(dot(normal, to_eye), 0.0);
    vec3 rim = 0.06 * grazing * grazing * grazing * SKY;
    vec3 matte = colour * (fill + key) + rim;
    vec3 bright = colour * 1.15 + 0.05;
    return sqrt(min(mix(matte, bright, glow), 1.0));
}
