"""What the benches judge by themselves."""
