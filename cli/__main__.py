"""`python -m cli` is `pledgewire`: how the command line starts itself again in the background."""

from cli.main import main

main()
