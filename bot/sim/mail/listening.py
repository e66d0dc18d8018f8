"""Closing a listening socket without losing a connection that was accepted a moment before."""

import asyncio


async def stop_accepting(listener: asyncio.Server) -> None:
    """Close the listener once every accepted connection has its transport, so that it can be cut properly.

    asyncio accepts in one turn of the loop and makes the transport in a later one. A listener that is closed in
    between (or a loop that ends) leaves that connection's socket open until the garbage collector finds it.
    """
    loop = asyncio.get_running_loop()
    for listening in listener.sockets:
        loop.remove_reader(listening.fileno())
    for _ in range(5):
        await asyncio.sleep(0)
    listener.close()
