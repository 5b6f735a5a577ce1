"""The Python face: build, load, run and save workflows, and look at them in a notebook."""

from knode.builder.handles import NodeHandle, ParameterReference, PortHandle, VariableReference
from knode.builder.workflow import Workflow

__all__ = ["NodeHandle", "ParameterReference", "PortHandle", "VariableReference", "Workflow"]
