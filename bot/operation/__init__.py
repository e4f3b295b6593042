"""What whoever runs the assistant sees and does: health, figures, the doctor, backups by themselves."""
