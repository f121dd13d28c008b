"""Words that several summaries share."""

WORDS = {True: "Yes", False: "No"}
