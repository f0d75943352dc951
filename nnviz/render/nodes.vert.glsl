// A quad in the plane of the picture that holds the box around the body.
attribute vec2 corner;
attribute float shape;
attribute vec3 centre;
attribute vec3 extent;
attribute vec4 colour;
attribute float glow;

varying vec3 v_ray;
varying vec3 v_eye;
varying vec3 v_extent;
varying vec4 v_colour;
varying float v_glow;
varying float v_shape;

vec3 corner_of_box(float index) {
    return 2.0 * vec3(mod(index, 2.0), mod(floor(index / 2.0), 2.0), floor(index / 4.0)) - 1.0;
}

void main() {
    vec3 middle = centre - eye;
    vec3 seen = look * middle;

    // What is smaller than a pixel is drawn at a pixel's size and as much fainter.
    float half_pixel = 0.5 * max(seen.z, NEAR) / focal;
    float largest = max(extent.x, max(extent.y, extent.z));
    float grown = max(1.0, half_pixel / max(largest, 1e-12));
    v_extent = max(extent * grown, 1e-5);
    v_eye = -middle / v_extent;
    v_colour = vec4(colour.rgb, colour.a / (grown * grown));
    v_glow = glow;
    v_shape = shape;

    vec2 low = vec2(1e9);
    vec2 high = vec2(-1e9);
    float nearest = 1e9;
    float farthest = -1e9;
    for (float index = 0.0; index < 8.0; index += 1.0) {
        vec3 point = look * (middle + v_extent * corner_of_box(index));
        vec2 place = point.xy / max(point.z, NEAR);
        low = min(low, place);
        high = max(high, place);
        nearest = min(nearest, point.z);
        farthest = max(farthest, point.z);
    }
    bool around_eye = nearest < NEAR;
    vec2 margin = 3.0 / viewport;
    low = around_eye ? vec2(-1.0) : max(low - margin, -1.0);
    high = around_eye ? vec2(1.0) : min(high + margin, 1.0);
    vec2 place = mix(low, high, 0.5 + 0.5 * corner);
    v_ray = unlook * vec3(place, 1.0) / v_extent;

    bool empty = min(extent.x, min(extent.y, extent.z)) <= 0.0 || colour.a <= 0.0;
    bool outside = farthest < NEAR || low.x >= high.x || low.y >= high.y;
    gl_Position = empty || outside ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(place, 0.0, 1.0);
}
