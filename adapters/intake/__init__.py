"""Taking in lists by the web: what was brought, its dry run, and how far the taking in is."""
