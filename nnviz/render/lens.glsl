// The camera, see lens.py: rays leave the eye, and their parameter is the depth.
uniform vec3 eye;
uniform mat3 look;      // from a point seen from the eye to clip x, y, w
uniform mat3 unlook;    // from x/w, y/w, 1 to the ray
uniform vec2 depth;     // clip z/w = depth.x + depth.y / w
uniform float focal;    // pixels that one world unit measures at depth 1
uniform vec2 viewport;  // pixels

const float NEAR = 1e-3;  // nearer than this to the eye's plane nothing is drawn, world units

// How much larger than at the middle of the picture a ball looks at its border.
float stretch(vec2 pixels) {
    return 1.0 + dot(pixels, pixels) / (focal * focal);
}

float window_depth(float w) {
    return 0.5 + 0.5 * (depth.x + depth.y / w);
}
