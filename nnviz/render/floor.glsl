// How much of the floor somebody sees who stands so steeply above it: seen from nearly its own height
// it would be a line.
float steep(float above, float away) {
    return smoothstep(0.05, 0.2, above / max(away, 1e-6));
}

// How much is left of the floor at a place in parts of its reach; nothing at 1.
float remaining(vec2 place) {
    float left = max(1.0 - dot(place, place), 0.0);
    return left * left;
}
