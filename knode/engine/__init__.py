"""The engine: turns a workflow into results. Signatures, the pure plan, the threaded runner."""
