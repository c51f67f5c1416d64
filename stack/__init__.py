"""The embedded servers: real Kafka and Elasticsearch as child processes, fetched, started, watched and stopped."""
