"""Finding pages by words: in the reader's language, never an error, whatever is typed."""
