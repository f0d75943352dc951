"""What the tests of colours see: contrast as WCAG 2 defines it, and colours upon colours."""

import numpy as np


def linear(colour):
    """Return the light of (4,) sRGB, without alpha."""
    c = colour[:3].astype(float)
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(colour, ground):
    """Return what a translucent colour looks like on a ground that is not."""
    return np.append((ground + (colour - ground) * colour[3])[:3], 1.0)
