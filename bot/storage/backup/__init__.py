"""Makes, tries and restores backups."""
