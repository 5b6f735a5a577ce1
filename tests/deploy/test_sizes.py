"""How large the parts of a bundle are."""

from __future__ import annotations

from knode.core.document import canonical
from knode.deploy.sizes import parts_of


def test_a_part_is_its_objects_and_what_the_manifest_says_of_it() -> None:
    small = {"kind": "model", "payload": {"values": {"age": 31.5}}}
    large = {"kind": "model", "payload": {"estimator": {"object": "ab"}}}
    manifest = {
        "frozen": {"small": small, "large": large},
        "contract": {"inputs": {"rows": {"object": "cd"}}},
        "members": {"workflow.knode": {"bytes": 10}, "objects/ab": {"bytes": 500}, "objects/cd": {"bytes": 70},
                    "requirements.txt": {"bytes": 3}},
    }  # fmt: skip
    parts = parts_of(manifest)
    assert parts["small"] == len(canonical(small))
    assert parts["large"] == 500 + len(canonical(large))
    assert parts["contract rows"] == 70 + len(canonical(manifest["contract"]))
    assert (parts["workflow"], parts["compiled plan"], parts["rest"]) == (10, 0, 3)
