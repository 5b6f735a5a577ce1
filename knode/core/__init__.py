"""The vocabulary of knode: nodes, ports, specs, workflows, events and errors. No pandas, no Qt, no I/O but files."""
