"""Dates, times, money, names, addresses and words as German and Dutch print them."""
