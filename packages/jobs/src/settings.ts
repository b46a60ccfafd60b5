import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, schemaProblem } from '@fantascope/film';
import { type Environment, usdMicros, usualDayCap } from '@fantascope/take';
import { z } from 'zod';

/** What a server is told at its start (DESIGN.md §11: flag > environment > user config > default). No secret is in here. */
export type Settings = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  /** Default 5 USD. */
  capPerDayUsdMicros: number;
  capPerProjectUsdMicros: number;
  /** Bytes of one upload. Default 2 GiB. */
  uploadMostBytes: number;
  /** Where providers can reach us, for webhooks and references; undefined where they cannot. */
  publicUrl?: string;
  /** Whether this process does work (a worker) beside answering. */
  doesWork: boolean;
}>;

const Usd = z.number().min(0).max(1_000_000);

/** config.json of the data folder: a person's own defaults. */
export const UserConfig = z.strictObject({
  /** What may be spent in a day, US dollars. */
  dayUsd: Usd.optional(),
  /** What may be spent in a project, US dollars. */
  projectUsd: Usd.optional(),
  /** The largest upload, MiB. */
  uploadMib: z.int().min(1).max(1_048_576).optional(),
  /** Where providers reach this server. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type UserConfig = z.infer<typeof UserConfig>;

/** The environment's name of each field of UserConfig. */
const variables = {
  dayUsd: 'FANTASCOPE_DAY_USD',
  projectUsd: 'FANTASCOPE_PROJECT_USD',
  uploadMib: 'FANTASCOPE_UPLOAD_MIB',
  publicUrl: 'FANTASCOPE_PUBLIC_URL',
} as const satisfies Record<keyof UserConfig, string>;

function checked(value: unknown, place: (field: PropertyKey | undefined) => string): UserConfig {
  const read = UserConfig.safeParse(value);
  if (read.success) return read.data;
  throw new Fault('take.bad-setting', { ...schemaProblem(read.error), setting: place(read.error.issues[0]?.path[0]) });
}

async function userConfig(home: string): Promise<UserConfig> {
  const path = join(home, 'config.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault('take.bad-setting', { setting: path, problemEn: 'it is not JSON', problemZh: '它不是 JSON' }, { cause });
  }
  return checked(value, () => path);
}

/** Reads config.json of the data folder and, before it, the environment. An empty variable counts as not set. Throws take.bad-setting. */
export async function readSettings(env: Environment, { home, doesWork }: Readonly<{ home: string; doesWork: boolean }>): Promise<Settings> {
  const said: Record<string, unknown> = {};
  for (const [field, variable] of Object.entries(variables)) {
    const text = env[variable]?.trim();
    if (text) said[field] = field === 'publicUrl' ? text : Number(text);
  }
  const nameOf = (field: PropertyKey | undefined) => variables[field as keyof UserConfig] ?? String(field);
  const { dayUsd, projectUsd, uploadMib, publicUrl } = { ...(await userConfig(home)), ...checked(said, nameOf) };
  return {
    env,
    capPerDayUsdMicros: dayUsd === undefined ? usualDayCap : usdMicros(dayUsd),
    capPerProjectUsdMicros: projectUsd === undefined ? usualDayCap : usdMicros(projectUsd),
    uploadMostBytes: (uploadMib ?? 2048) * 2 ** 20,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    doesWork,
  };
}
