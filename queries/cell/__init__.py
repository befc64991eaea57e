"""One worker process that answers strangers' queries behind walls, and how the server talks to it."""
