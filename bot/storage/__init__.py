"""Tables, connections, encryption, migrations, backups, and queries shared by several services."""
