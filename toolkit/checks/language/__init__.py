"""What a text says, for the rules that judge it: stance, amounts, likeness, empty words, secrets."""
