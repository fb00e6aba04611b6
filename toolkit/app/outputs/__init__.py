"""What a command writes: the outputs as bytes, their way to disk, and the proof that they agree."""
