"""The stops of the street, one folder each, named as in the deployment guide; a step never imports another."""
