"""`python -m knode` is the command `knode`."""

from knode.cli.main import main

if __name__ == "__main__":
    main()
