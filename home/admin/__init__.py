"""Choosers, viewsets, forms and actions of the admin that several apps use."""
