import { authorize, type Studio } from '@fantascope/jobs';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Identify } from './operation-routes.ts';

/** How long counts of the database are believed, milliseconds: several who scrape do not make it count again. */
const BELIEVED_MS = 10_000;

/** What a server counts, for Prometheus. One a process: the event loop is watched in it. */
export type Metrics = Readonly<{
  /** One answered request; `route` is a pattern, never a path with ids in it. */
  request: (seen: Readonly<{ method: string; route: string; status: number; ms: number }>) => void;
  text: () => Promise<string>;
  contentType: string;
}>;

type Counted = Readonly<{ takes: readonly Row[]; queues: readonly Row[]; jobs: readonly Row[]; workers: number }>;
type Row = Readonly<{ label: string; count: number }>;

async function countedIn({ database, ports }: Pick<Studio, 'database' | 'ports'>): Promise<Counted> {
  const rows = async (query: ReturnType<typeof sql>) =>
    (await database.db.execute<{ label: string; count: string }>(query)).rows.map(({ label, count }) => ({ label, count: Number(count) }));
  const alive = new Date(ports.nowMs() - 20_000).toISOString();
  const [takes, queues, jobs, workers] = await Promise.all([
    rows(sql`select state as label, count(*) from fantascope.take group by state`),
    // Entered, paid for and not yet begun by any worker.
    rows(
      sql`select provider as label, count(*) from fantascope.take where ended_at is null and state = 'reserved' and held_by is null group by provider`,
    ),
    rows(sql`select state as label, count(*) from fantascope.job where ended_at is null group by state`),
    rows(sql`select 'alive' as label, count(*) from fantascope.worker where fenced_at is null and heartbeat_at > ${alive}::timestamptz`),
  ]);
  return { takes, queues, jobs, workers: workers[0]?.count ?? 0 };
}

/** Begins to count. */
export function openMetrics(studio: Pick<Studio, 'database' | 'ports'>): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({ name: 'fantascope_http_requests_total', help: 'Requests answered.', labelNames, registers });
  const seconds = new Histogram({
    name: 'fantascope_http_request_seconds',
    help: 'Time until the answer began.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  let counted: Promise<Counted> | undefined;
  let countedMs = Number.NEGATIVE_INFINITY;
  const fresh = () => {
    const nowMs = studio.ports.nowMs();
    if (counted === undefined || nowMs - countedMs > BELIEVED_MS) {
      countedMs = nowMs;
      counted = countedIn(studio);
      // Asked again next time, not believed as a failure.
      counted.catch(() => {
        counted = undefined;
      });
    }
    return counted;
  };
  const gauge = <Label extends string>(name: string, help: string, label: Label, of: (all: Counted) => readonly Row[]) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        this.reset();
        for (const row of of(await fresh())) this.set({ [label]: row.label } as Record<Label, string>, row.count);
      },
    });
  gauge('fantascope_takes', 'Takes by state.', 'state', ({ takes }) => takes);
  gauge('fantascope_queue_length', 'Takes that wait for a worker, by provider.', 'provider', ({ queues }) => queues);
  gauge('fantascope_open_jobs', 'Longer work (renders, imports …) that has not ended, by state.', 'state', ({ jobs }) => jobs);
  new Gauge({
    name: 'fantascope_workers',
    help: 'Processes that work and have said so within 20 seconds.',
    registers,
    async collect() {
      this.set((await fresh()).workers);
    },
  });
  return {
    request: ({ method, route, status, ms }) => {
      requests.inc({ method, route, status });
      seconds.observe({ method, route }, ms / 1000);
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}

/** What `/metrics` asks of its reader: it tells how much is worked on and by whom it is paid for. */
const rights = { name: 'metrics', rights: 'server-owner', effect: 'reads' } as const;

/** `GET /metrics` for the server's owner: this machine's own programs, or a token with the scope admin. */
export function addMetrics(
  app: Hono,
  { studio, metrics, identify }: Readonly<{ studio: Studio; metrics: Metrics; identify: Identify }>,
): void {
  app.get('/metrics', async (context) => {
    await authorize(studio.database.db, await identify(context.req.raw), { operation: rights, input: {} });
    return context.body(await metrics.text(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  });
}
