"""The command line: one file a group of commands, nothing here but asking and showing."""
