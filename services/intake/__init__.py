"""Taking in a list: from the rows of a file to verdicts, and from verdicts to the log."""
