"""Fengsui 烽燧: the emergency-command platform of a provincial justice administration."""

__version__ = "0.1.0"
