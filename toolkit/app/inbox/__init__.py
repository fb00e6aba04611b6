"""What came back in a period: every file met, with its sender, its verdict and what could be read of it."""
