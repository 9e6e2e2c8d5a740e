"""The door on AWS: one module for each Lambda function, which parses, calls, and answers."""
