# pledgewire alone; Kafka and Elasticsearch run elsewhere (docker-compose.yml).
FROM python:3.11-slim AS dependencies

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# On arm64 Faust comes as source and needs a compiler, which the image that runs does not.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*

# What changes seldom comes first, so that a change of our code does not fetch everything anew.
COPY requirements.lock ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --require-hashes --requirement requirements.lock


FROM python:3.11-slim

ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp

COPY --from=dependencies /opt/venv /opt/venv
WORKDIR /app
COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && python -m compileall -q . \
    && useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin pledgewire

USER pledgewire
ENTRYPOINT ["pledgewire"]
CMD ["work"]
