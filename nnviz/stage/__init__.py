"""How a moment looks: arrays only, no GL and no window."""
