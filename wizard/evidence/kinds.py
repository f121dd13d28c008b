"""The kinds of events that the verifier has to know. Promises: links are never written anew."""

#: A submission begins with it.
CREATE_PRESSED = "create_pressed"
CREATED = "created"
UNDO_PRESSED = "undo_pressed"
UNDONE = "undone"

#: After these a submission is what it was before Undo was pressed.
UNDO_REFUSED = "undo_refused"
UNDO_CALLED_OFF = "undo_called_off"
