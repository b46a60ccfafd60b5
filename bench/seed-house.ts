import type { Pool } from 'pg';
import { wordsVector } from '../packages/jobs/src/assets/search-words.ts';

/** How full a house is made. The same seed makes the same house. */
export type HouseSize = Readonly<{
  assets: number;
  takes: number;
  shots: number;
  projects: number;
  seed: string;
  ownerId: string;
}>;

/** The newest moment in a seeded house; everything lies in the two years before it. */
const newest = '2026-11-01T00:00:00Z';
const spanSec = 2 * 365 * 86_400;

/** 28 evenly spread bits out of a seed and a row's number `n`, as SQL. */
const chance = (salt: string) => `('x' || substr(md5($1 || '${salt}' || n), 1, 7))::bit(28)::int`;
const idOf = (kind: string) => `'${kind}_' || lpad(upper(to_hex(n)), 26, '0')`;
/** Half of everything lies in the first project: a list is slow where much lies together. */
const inProject = (projects: number) =>
  `'project_' || lpad(upper(to_hex(case when ${chance('half')} % 2 = 0 then 1 else 1 + ${chance('project')} % ${projects} end)), 26, '0')`;
const at = (salt: string) =>
  `date_trunc('milliseconds', timestamptz '${newest}' - make_interval(secs => (${chance(salt)}::float8 / 268435456) * ${spanSec}))`;
const pick = (salt: string, words: readonly string[]) =>
  `(array[${words.map((word) => `'${word}'`).join(',')}])[1 + ${chance(salt)} % ${words.length}]`;

/** What names say beside their numbers, half of them in Chinese: the first two words are common and never come together, the last are rare. */
const titles = [
  ...Array<string>(200).fill('day harbour'),
  ...Array<string>(190).fill('night street'),
  ...Array<string>(100).fill('雨夜长街'),
  ...Array<string>(99).fill('水墨凤凰'),
];
const sayings = [...titles, ...'春夏秋冬风花雪月山水'.split('').map((letter) => `${letter}景`), '赛博朋克 robot'];
const pickSaying = (of: (saying: string) => string) => pick('saying', sayings.map(of));

/** Fills an empty house by SQL: projects, shots, blobs, assets with searchable names, takes in all states. Writes no events and no ledger. */
export async function seedHouse(pool: Pool, { assets, takes, shots, projects, seed, ownerId }: HouseSize): Promise<void> {
  const blobs = Math.max(1, Math.ceil(assets / 10));
  const steps = [
    `insert into fantascope.project (id, name, created_at)
     select ${idOf('project')}, 'Project ' || n, ${at('p')} from generate_series(1, ${projects}) n where $1 <> ''`,
    `insert into fantascope.member (project_id, user_id, role, created_at)
     select ${idOf('project')}, '${ownerId}', 'owner', timestamptz '${newest}' from generate_series(1, ${projects}) n where $1 <> ''`,
    `insert into fantascope.shot (id, project_id, name, document, revision, created_at, updated_at)
     select ${idOf('shot')}, ${inProject(projects)}, 'Shot ' || n, '{"subject":"a house by the sea","camera":{"moves":[{"kind":"dolly","distanceM":0.3}]}}', 1, ${at('s')}, ${at('s')}
     from generate_series(1, ${shots}) n`,
    `insert into fantascope.blob (sha256, bytes, mime, figures, stored_at)
     select md5('a' || n) || md5('b' || n), 1000000 + ${chance('b')} % 90000000, 'video/mp4', '{"widthPx":1920,"heightPx":1080,"lengthSec":5,"fps":24}', ${at('b')}
     from generate_series(1, ${blobs}) n where $1 <> ''`,
    `insert into fantascope.asset (id, project_id, sha256, name, kind, origin, created_by, created_at, removed_at, words)
     select ${idOf('asset')}, ${inProject(projects)}, md5('a' || b) || md5('b' || b), 'clip ' || word || ' ' || ${pickSaying((saying) => saying)} || ' ' || n || '.mp4',
       ${pick('kind', ['video', 'image', 'image', 'audio'])}, ${pick('origin', ['upload', 'take', 'take', 'render'])}, '${ownerId}', ${at('a')},
       case when ${chance('gone')} % 50 = 0 then timestamptz '${newest}' end,
       array_to_tsvector(array['clip', 'mp4', word, n::text]) || ${pickSaying((saying) => wordsVector(saying).replaceAll("'", ''))}::tsvector
     from (select n, 1 + ${chance('blob')} % ${blobs} as b, 'word' || ${chance('word')} % 3000 as word from generate_series(1, ${assets}) n) each`,
    `insert into fantascope.take (id, project_id, shot_id, by_user_id, model, wire, provider, state, money_state, settled_usd_micros, is_emulated, created_at, updated_at, ended_at)
     select 'take_' || lpad(upper(to_hex(n)), 26, '0'), s.project_id, s.id, '${ownerId}', 'kling/v2.5-turbo', 'kling-v1', 'kling', state,
       case state when 'ready' then 'settled' when 'unknown' then 'unknown' else 'refunded' end,
       case state when 'ready' then 350000 else 0 end, true, made, made + interval '90 s', made + interval '90 s'
     from (select n, 1 + ${chance('shot')} % ${shots} as shot, ${at('t')} as made,
       case when ${chance('state')} % 1000 = 0 then 'unknown' when ${chance('state')} % 12 = 0 then 'failed' when ${chance('state')} % 40 = 1 then 'cancelled' else 'ready' end as state
       from generate_series(1, ${takes}) n) each
     join fantascope.shot s on s.id = 'shot_' || lpad(upper(to_hex(shot)), 26, '0')`,
  ];
  const client = await pool.connect();
  try {
    await client.query("set synchronous_commit = off; set work_mem = '64MB'; set maintenance_work_mem = '256MB'");
    for (const step of steps) await client.query(step, [seed]);
    // What autovacuum would have done by then.
    await client.query(
      'vacuum (analyze) fantascope.project, fantascope.member, fantascope.shot, fantascope.blob, fantascope.asset, fantascope.take',
    );
  } finally {
    client.release(true);
  }
}
