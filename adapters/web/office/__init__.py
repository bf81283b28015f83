"""Pages of village officers, data officers and supervisors: what they take in, settle, decide."""
