"""What happened: the recording of one training run, complete, to the bit."""
