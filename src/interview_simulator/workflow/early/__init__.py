"""What is done of an analysis while its recording still arrives. It is a cache: without it all is done at the end."""
