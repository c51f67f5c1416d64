"""A language model as a tagger of claims, held to the evidence contract: no verbatim span, no tag."""
