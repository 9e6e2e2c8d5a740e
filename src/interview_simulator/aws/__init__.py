"""What the stores and engines on AWS share: how a client is made, and what its errors mean."""
