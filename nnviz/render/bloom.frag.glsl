// A soft disc of light. Light adds up on a dark ground; on a light one it tints instead.
uniform vec3 ground;

varying vec2 v_beside;
varying vec4 v_colour;

void main() {
    float left = max(1.0 - dot(v_beside, v_beside), 0.0);
    float alpha = v_colour.a * left * left * left * (1.0 - 0.45 * ground.g);
    gl_FragColor = vec4(v_colour.rgb * alpha, alpha * ground.g);
}
