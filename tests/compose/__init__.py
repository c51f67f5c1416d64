"""docker-compose.yml and the Dockerfile, as far as they can be tested without Docker."""
