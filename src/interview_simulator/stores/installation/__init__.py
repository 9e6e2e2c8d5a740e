"""What the servers of an installation on many machines share beside records and media."""
