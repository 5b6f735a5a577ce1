"""Places for boxes so that links run from left to right and few of them cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.host.protocol import Arranged, ArrangeParams
from knode.picture.layering import Edge
from knode.picture.layout import Sizes, arranged

if TYPE_CHECKING:
    from knode.host.host import Host


def arrange(host: Host, params: ArrangeParams) -> Arranged:
    """Columns from left to right; parts that no link connects side by side. All columns are as wide as the widest box."""
    if not params.sizes:
        return Arranged(places={})
    number = {box: position for position, box in enumerate(params.sizes)}
    width = max(size[0] for size in params.sizes.values())
    sizes = Sizes(width, [size[1] for size in params.sizes.values()], params.gap_x, params.gap_y)
    edges = [
        Edge(number[source], number[target], start, end)
        for source, target, start, end in params.links
        if source in number and target in number
    ]
    layout = arranged(sizes, edges)
    return Arranged(
        places={box: (layout.corners[position].x, layout.corners[position].y) for box, position in number.items()}
    )
