"""How good the tags are: articles tagged by hand, counts of right and wrong, F1 with intervals, and what went wrong."""
