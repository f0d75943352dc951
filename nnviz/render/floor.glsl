// How much is left of the floor at a place in parts of its reach; nothing at 1.
float remaining(vec2 place) {
    float left = max(1.0 - dot(place, place), 0.0);
    return left * left;
}
