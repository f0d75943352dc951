"""What to tell, and when: moments of a training, shots of a film, and the way through them."""
