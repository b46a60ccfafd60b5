import { keyNameShape } from '@fantascope/take';
import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { providerKey } from '../database/schema/index.ts';
import { openSealer } from '../people/sealer.ts';
import { sealName } from '../people/stored-keys.ts';
import { keyOutcomes, tryKey } from '../takes/try-key.ts';
import { Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { personOnly } from './person-only.ts';

const name = z.string().regex(keyNameShape);
const Key = z.strictObject({ name, setAt: Time, byUserId: z.string() });

/** Providers' keys: set, listed by name, removed; no operation gives one back. */
export const keyOperations = [
  operation({
    name: 'key.set',
    says: { en: 'Keeps a provider’s key, sealed. It can never be read back.', zh: '加密保存服务商的密钥；之后无法再读取。' },
    input: z.strictObject({
      name,
      // It goes into a header: a line break would begin another one.
      value: z
        .string()
        .trim()
        .regex(/^[\x21-\x7e]{1,4000}$/)
        // The command line does not take it as a word that others could see.
        .meta({ writeOnly: true }),
    }),
    output: Key,
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/keys/{name}' },
    run: async (input, { studio, actor }) => {
      personOnly(actor, 'key.set');
      const setAt = new Date(studio.ports.nowMs());
      const sealed = (await openSealer(studio.home)).seal(sealName(input.name), input.value);
      const row = { sealed, byUserId: actor.userId, setAt };
      await studio.database.db
        .insert(providerKey)
        .values({ name: input.name, ...row })
        .onConflictDoUpdate({ target: providerKey.name, set: row });
      return { name: input.name, setAt: timeText(setAt), byUserId: actor.userId };
    },
  }),
  operation({
    name: 'key.list',
    says: {
      en: 'Lists which providers’ keys there are: those that were set, and those that are in the server’s environment. Never their values.',
      zh: '列出已有的服务商密钥：已设置的，以及服务器环境变量中的。不含其内容。',
    },
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(Key), inEnvironment: z.array(z.string()) }),
    rights: 'server-owner',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/keys' },
    run: async (_, { studio }) => {
      const rows = await studio.database.db
        .select({ name: providerKey.name, setAt: providerKey.setAt, byUserId: providerKey.byUserId })
        .from(providerKey)
        .orderBy(asc(providerKey.name))
        // More than there are providers.
        .limit(1000);
      const names = new Set(studio.catalogue.entries.map(({ keyName }) => keyName).filter((each) => each !== undefined));
      const inEnvironment = [...names].filter((each) => (studio.settings.env[each] ?? '').trim() !== '').sort();
      return { items: rows.map((row) => ({ ...row, setAt: timeText(row.setAt) })), inEnvironment };
    },
  }),
  operation({
    name: 'key.remove',
    says: { en: 'Removes a provider’s key that was set here.', zh: '删除在此设置的服务商密钥。' },
    input: z.strictObject({ name }),
    output: z.strictObject({ name }),
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/keys/{name}' },
    run: async (input, { studio, actor }) => {
      personOnly(actor, 'key.remove');
      await studio.database.db.delete(providerKey).where(eq(providerKey.name, input.name));
      return { name: input.name };
    },
  }),
  operation({
    name: 'key.test',
    says: {
      en: 'Tries a provider’s key with one free request that changes nothing, and says what came of it.',
      zh: '用一次免费且不改变任何内容的请求检验服务商密钥，并说明结果。',
    },
    input: z.strictObject({ name }),
    output: z.strictObject({ outcome: z.enum(keyOutcomes), text: z.strictObject({ en: z.string(), zh: z.string() }) }),
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/keys/{name}/test' },
    run: (input, { studio, actor }) => {
      personOnly(actor, 'key.test');
      return tryKey(studio, input.name);
    },
  }),
] as const;
