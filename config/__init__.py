"""The one configuration: its model, and how file, environment and flags become it."""
