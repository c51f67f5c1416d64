"""Positions: who says what of which guarantee, for whom. Rules over zones, cues and named actors of a sentence."""
