# syntax=docker/dockerfile:1
# Two stages: the first builds what the second runs, so that no compiler and no tool of the
# build is in what is deployed. All is pinned by hash, what builds the wheel included. It runs
# as a user of its own and writes nothing, so that a read-only file system suits it.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements.txt requirements-build.txt ./
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --require-hashes -r requirements.txt
RUN python -m venv /opt/build && /opt/build/bin/pip install --require-hashes -r requirements-build.txt
COPY pyproject.toml README.md LICENSE manifest.yml ./
COPY bot ./bot
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /src/dist .
RUN /opt/venv/bin/pip install --no-deps --no-index /src/dist/*.whl

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin diagnose
COPY --from=build /opt/venv /opt/venv
USER 10001
WORKDIR /
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + (os.environ.get('PORT') or '3000') + '/healthz', timeout=4)"]
ENTRYPOINT ["openai-diagnose"]
CMD ["serve"]
