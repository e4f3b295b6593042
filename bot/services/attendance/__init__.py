"""Roll calls, marks, checking in at the door, what people were helped with."""
