"""Integrated deployment on screen: Deploy this, and Try it."""
