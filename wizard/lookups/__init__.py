"""Reading the tenant for pickers, choices and facts: Graph's rows in, the document's words out.

Everything read from here is somebody else's text; it is escaped where it is shown, and read again where
it counts.
"""
