"""Pages of audits: samples that nobody rolls again, what was seen, findings to their end."""
