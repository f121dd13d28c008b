"""Graph calls as data: one function per endpoint, pure, with Microsoft's page in its docstring."""

from portal.graph.calls.call import (
    Answers,
    GraphCall,
    answer,
    fill,
    fill_path,
    is_place,
    path_answer,
    path_fits,
    place_in_words,
    place_of,
    quoted,
)

__all__ = [
    "Answers",
    "GraphCall",
    "answer",
    "fill",
    "fill_path",
    "is_place",
    "path_answer",
    "path_fits",
    "place_in_words",
    "place_of",
    "quoted",
]
