"""Proposes classes for residents who are left without a visit."""
