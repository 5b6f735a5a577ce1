"""`python -m knode.host`: the engine process of a window."""

from knode.host.main import main

if __name__ == "__main__":
    main()
