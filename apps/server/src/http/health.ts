import type { Studio } from '@fantascope/jobs';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';

/** `/healthz`: this process answers. `/readyz`: its database answers too. Neither tells more to people who are not signed in. */
export function addHealth(app: Hono, { studio }: Readonly<{ studio: Studio }>): void {
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    try {
      await studio.database.db.execute(sql`select 1`);
      return context.json({ status: 'ready' });
    } catch {
      return context.json({ status: 'no-database' }, 503);
    }
  });
}
