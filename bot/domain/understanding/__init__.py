"""Words people type, read as answers, wishes and cries for help: no database, no clock."""
