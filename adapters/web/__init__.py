"""Pages and JSON over HTTP: everything here may be replaced without touching a rule."""
