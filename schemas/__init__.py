"""The frozen types that travel between stages, their JSON Schemas, and the errors. Imports nothing else of ours."""
