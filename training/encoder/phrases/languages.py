"""Pieces by language."""

LANGUAGES = {}
