// Coverage is blended in sRGB, which makes light text look thin and dark text look bold.
// A power of the coverage that depends on the text's luminance makes up for it.
uniform sampler2D atlas;

varying vec2 v_texel;
varying vec4 v_colour;

void main() {
    float luminance = dot(v_colour.rgb, vec3(0.2126, 0.7152, 0.0722));
    float coverage = pow(texture2D(atlas, v_texel).r, mix(1.1, 0.75, luminance));
    float alpha = v_colour.a * coverage;
    gl_FragColor = vec4(v_colour.rgb * alpha, alpha);
}
