"""Who acts: the rules that turn what the vocabulary found into persons, states, organisations and blocs."""
