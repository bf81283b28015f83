"""What users see: tables that can be dropped at noon and rebuilt from the log by one."""
