"""Carries: one package per platform."""
