import { Fault } from '@fantascope/film';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { take } from '../database/schema/index.ts';
import { startEmulators, stopEmulators } from '../emulated/emulator-process.ts';
import { type RunningEmulators, readRunning } from '../emulated/running-emulators.ts';
import type { Studio } from '../studio.ts';
import { operation } from './operation.ts';
import { personOnly } from './person-only.ts';

const Shown = z.strictObject({
  isOn: z.boolean(),
  /** The protocols that are emulated, and where on the server's machine. */
  wires: z.array(z.strictObject({ wire: z.string(), url: z.string() })),
});

const shown = (running: RunningEmulators | null): z.input<typeof Shown> => {
  const wires = (running?.wires ?? []).map(({ wire, url }) => ({ wire, url }));
  return { isOn: wires.length > 0, wires };
};
const placeOf = ({ home, settings, ports }: Studio) => ({ home, env: settings.env, ports });

/** Emulated providers to try takes on: nothing is generated, and nothing is paid. */
export const emulatorsOperations = [
  operation({
    name: 'emulators.show',
    says: {
      en: 'Says whether emulated providers stand in for the real ones, and which.',
      zh: '说明模拟服务商是否已代替真实服务商，以及有哪些。',
    },
    input: z.strictObject({}),
    output: Shown,
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/emulators' },
    run: async (_, { studio }) => shown(await readRunning(studio.home)),
  }),
  operation({
    name: 'emulators.start',
    says: {
      en: 'Puts emulated providers in the place of the real ones, until they are stopped. Nothing is generated or paid; keys stay as they are.',
      zh: '用模拟服务商代替真实服务商，直到停止。不生成内容、不产生费用；密钥保持不变。',
    },
    input: z.strictObject({}),
    output: Shown,
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/emulators' },
    run: async (_, { studio, actor }) => {
      personOnly(actor, 'emulators.start');
      return shown(await startEmulators(placeOf(studio)));
    },
  }),
  operation({
    name: 'emulators.stop',
    says: {
      en: 'Ends the emulated providers; from then on the real ones are asked. Refused while takes are under way at them.',
      zh: '停止模拟服务商，此后使用真实服务商。仍有拍摄在其上进行时拒绝。',
    },
    input: z.strictObject({}),
    output: Shown,
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/emulators' },
    run: async (_, { studio, actor }) => {
      personOnly(actor, 'emulators.stop');
      await stopEmulators(placeOf(studio), () => noneUnderWay(studio));
      return shown(await readRunning(studio.home));
    },
  }),
] as const;

/** Throws jobs.emulators-busy. A take entered a moment later is no loss: one that was confirmed as emulated is never sent to a provider. */
async function noneUnderWay({ database }: Studio): Promise<void> {
  const underWay = ['reserved', 'sent', 'shooting', 'collecting'];
  const [row] = await database.db
    .select({ count: sql<number>`count(*)::int` })
    .from(take)
    .where(and(isNull(take.endedAt), eq(take.isEmulated, true), inArray(take.state, underWay)));
  if (row !== undefined && row.count > 0) throw new Fault('jobs.emulators-busy', { count: row.count });
}
