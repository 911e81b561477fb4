"""What a page says of itself where somebody shares its address: words and a picture."""
