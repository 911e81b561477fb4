"""The check that other sites answer where people register."""
