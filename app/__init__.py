"""The doors: the command line today; pages, endpoint and reports as they come."""
