"""What is printed: paper that people sign, and codes by which it is read again."""
