"""Lists that come in as files: CSV and XLSX, read without trusting them."""
