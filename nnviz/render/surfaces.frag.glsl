varying vec4 v_colour;

void main() {
    gl_FragColor = vec4(v_colour.rgb * v_colour.a, v_colour.a);
}
