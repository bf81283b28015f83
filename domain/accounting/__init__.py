"""Double entry: what each fact about public money posts to which account of a village's books."""
