"""What people did to the outputs: known by what was generated last, kept and brought back."""
