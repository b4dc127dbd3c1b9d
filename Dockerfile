# Dragoman with all that serving, PostgreSQL, documents and the network of names need: see docs/docker.md.
#   docker build --tag dragoman:0.1.0 .

# The interpreter that the tests run on.
FROM python:3.11-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src ./src
# The environment has no pip of its own, so the final image gets none with it.
# hadolint ignore=DL3013
RUN python -m venv --without-pip /opt/dragoman \
    && pip --python /opt/dragoman/bin/python install --no-cache-dir --only-binary :all: --no-binary sgmllib3k \
        '.[encoder,llm,mcp,parquet,pdf,postgres,serve]'

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin dragoman \
    && install --directory --owner dragoman --group dragoman --mode 0700 /chronicle \
    && pip uninstall --yes pip setuptools wheel
COPY --from=build /opt/dragoman /opt/dragoman
COPY docker/entrypoint.sh /usr/local/bin/dragoman-entrypoint
ENV PATH="/opt/dragoman/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    DRAGOMAN_STORE=/chronicle/dragoman.db \
    DRAGOMAN_SERVE_HOST=0.0.0.0
USER 10001:10001
WORKDIR /chronicle
VOLUME ["/chronicle"]
EXPOSE 8000
# The first page asks others to sign in, and is there for everybody.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/', timeout=8)"]
ENTRYPOINT ["dragoman-entrypoint"]
CMD ["dragoman", "serve"]
