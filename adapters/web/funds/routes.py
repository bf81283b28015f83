"""The pages about money, in the order in which their addresses are looked for."""

from adapters.web.funds import (
    all_villages,
    books,
    deeds,
    granting,
    liability,
    queue,
    receiving,
    village,
    way,
)

ROUTERS = (
    books.router,
    all_villages.router,
    liability.router,
    queue.router,
    deeds.router,
    granting.router,
    receiving.router,
    village.router,
    way.router,
)
