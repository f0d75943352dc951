// The floor's colour; noise of less than a step of colour keeps it without bands.
varying vec3 v_shade;

void main() {
    float noise = fract(52.98 * fract(dot(gl_FragCoord.xy, vec2(0.0671, 0.00584)))) - 0.5;
    gl_FragColor = vec4(v_shade + noise / 255.0, 1.0);
}
