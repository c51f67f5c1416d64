# pledgewire alone; Kafka and Elasticsearch run elsewhere (docker-compose.yml).
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# What changes seldom comes first, so that a change of our code does not fetch everything anew.
COPY requirements.lock ./
RUN python -m pip install --require-hashes --requirement requirements.lock

COPY . .
RUN python -m pip install --no-deps --no-build-isolation --editable . \
    && python -m compileall -q . \
    && useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin pledgewire

USER pledgewire
ENTRYPOINT ["pledgewire"]
CMD ["work"]
