import { Fault, schemaProblem } from '@fantascope/film';
import { z } from 'zod';
import { setting } from '../database/schema/index.ts';
import { type RunTimeSetting, runTimeSettings } from '../people/run-time-settings.ts';
import { Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { personOnly } from './person-only.ts';

const name = z.enum(Object.keys(runTimeSettings) as [RunTimeSetting, ...RunTimeSetting[]]);
const Value = z.union([z.string().max(1000), z.number(), z.boolean()]);
const Line = z.strictObject({
  name,
  value: Value,
  usual: Value,
  en: z.string(),
  zh: z.string(),
  byUserId: z.string().nullable(),
  setAt: Time.nullable(),
});

type Stored = typeof setting.$inferSelect;
function line(of: RunTimeSetting, stored: Stored | undefined): z.input<typeof Line> {
  const { schema, usual, says } = runTimeSettings[of];
  const read = schema.safeParse(stored?.value);
  const isSet = stored !== undefined && read.success;
  return {
    name: of,
    value: isSet ? read.data : usual,
    usual,
    en: says.en,
    zh: says.zh,
    byUserId: isSet ? stored.byUserId : null,
    setAt: isSet ? timeText(stored.setAt) : null,
  };
}

/** Settings that may change while the server runs. */
export const settingOperations = [
  operation({
    name: 'setting.list',
    says: { en: 'Lists the settings of the running server.', zh: '列出服务器的运行时设置。' },
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(Line) }),
    rights: 'server-owner',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/settings' },
    run: async (_, { studio }) => {
      const rows = new Map((await studio.database.db.select().from(setting)).map((row) => [row.name, row]));
      return { items: name.options.map((each) => line(each, rows.get(each))) };
    },
  }),
  operation({
    name: 'setting.set',
    says: { en: 'Changes a setting of the running server.', zh: '更改服务器的运行时设置。' },
    input: z.strictObject({ name, value: Value }),
    output: Line,
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/settings/{name}' },
    run: async (input, { studio, actor }) => {
      personOnly(actor, 'setting.set');
      const read = runTimeSettings[input.name].schema.safeParse(input.value, { reportInput: true });
      if (!read.success) throw new Fault('jobs.bad-setting-value', { setting: input.name, ...schemaProblem(read.error) });
      const row = { value: read.data, byUserId: actor.userId, setAt: new Date(studio.ports.nowMs()) };
      const [stored] = await studio.database.db
        .insert(setting)
        .values({ name: input.name, ...row })
        .onConflictDoUpdate({ target: setting.name, set: row })
        .returning();
      return line(input.name, stored);
    },
  }),
] as const;
