"""Lines of print -> tokens: wrapped lines joined, labels mended, where a list begins and ends."""
