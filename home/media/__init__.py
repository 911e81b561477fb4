"""Uploaded pictures: their containers, read and written without touching what they show."""
