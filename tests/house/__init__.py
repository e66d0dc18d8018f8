"""What the house says about itself, compared with what it is."""
