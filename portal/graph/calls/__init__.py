"""Graph calls as data: one function per endpoint, pure, with Microsoft's page in its docstring."""

from portal.graph.calls.call import Answers, GraphCall, answer, fill, fill_path, path_answer, quoted

__all__ = ["Answers", "GraphCall", "answer", "fill", "fill_path", "path_answer", "quoted"]
