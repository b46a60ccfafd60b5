// Attack: files. Other people's files and streams, names that are paths or headers, files that are not what they say, links that were made up.
// Guards: authorize, assetName and disposition (names), sniffing in takeUpload, linkHolds. What hides inside a file (bombs) is attacked in
// packages/jobs/src/assets/intake.slow.test.ts.
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Actor } from '@fantascope/jobs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disposition } from '../assets/disposition.ts';
import { ask, type TestServer, type TestServerOptions, testServer } from '../test-server.ts';
import type { Ids } from './sample-input.ts';
import { join as enter, fingerprint, somebody, wholeProject } from './two-projects.ts';

const people = new Map<string, Actor>();
const parts: NonNullable<TestServerOptions['parts']> = (same) => ({
  ...same,
  identify: async (request) => people.get(request.headers.get('x-person') ?? '') ?? null,
});

let server: TestServer;
let victim: Ids;
let own: Ids;
let picture: Buffer;
let secretId = '';

/** Sends bytes as a file. */
async function upload(
  of: TestServer,
  person: string,
  { projectId, name, bytes, type = 'image/png' }: Readonly<{ projectId: string; name: string; bytes: Buffer; type?: string }>,
) {
  const reply = await of.app.request(
    new Request(`http://127.0.0.1:4747/api/v1/projects/${projectId}/files/${name}`, {
      method: 'PUT',
      headers: { host: '127.0.0.1:4747', 'x-person': person, 'content-type': type },
      body: new Uint8Array(bytes),
    }),
  );
  return { status: reply.status, json: (await reply.json()) as Record<string, unknown>, headers: reply.headers };
}
const as = (person: string, headers: Record<string, string> = {}) => ({ headers: { 'x-person': person, ...headers } });

beforeAll(async () => {
  server = await testServer({ parts, guards: { isPaced: false } });
  [victim, own] = [await wholeProject(server.studio, 'victim'), await wholeProject(server.studio, 'attacker')];
  for (const [name, projectId] of [
    ['victim', victim.projectId],
    ['member', own.projectId],
  ] as const) {
    const actor = await somebody(server.studio, name);
    await enter(server.studio, actor, { projectId, role: 'owner' });
    people.set(name, actor);
  }
  people.set('stranger', await somebody(server.studio, 'Stranger'));
  picture = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#804020' } })
    .png()
    .toBuffer();
  const made = await upload(server, 'victim', { projectId: victim.projectId, name: 'secret.png', bytes: picture });
  expect([made.status, made.json['code']]).toEqual([200, undefined]);
  secretId = String(made.json['id']);
});
afterAll(() => server.close());

/** Everything about a project that is no operation of the table. */
const doors = () => [
  `GET /api/v1/assets/${secretId}/bytes`,
  `GET /api/v1/assets/${secretId}/thumb`,
  `GET /api/v1/projects/${victim.projectId}/events`,
  `PUT /api/v1/projects/${victim.projectId}/files/x.png`,
  `POST /api/v1/projects/${victim.projectId}/uploads`,
  `PATCH /api/v1/projects/${victim.projectId}/uploads/${'0'.repeat(32)}`,
  `DELETE /api/v1/projects/${victim.projectId}/uploads/${'0'.repeat(32)}`,
];

describe('the doors beside the operations', () => {
  test('are shut to strangers and members of other projects as if there were nothing behind them', async () => {
    const before = await fingerprint(server.studio);
    for (const door of doors()) {
      for (const person of ['stranger', 'member']) {
        const reply = await ask(server, door, as(person));
        expect([door, person, reply.status, reply.json['code']]).toEqual([door, person, 404, 'jobs.no-such-thing']);
      }
      expect((await ask(server, door, as('nobody'))).status).toBe(401);
    }
    expect(await fingerprint(server.studio)).toBe(before);
  });

  test('without the guard are open', async () => {
    const open = await server.again({ parts, guards: { isPaced: false, authorize: async () => undefined } });
    const reply = await open.app.request(
      new Request(`http://127.0.0.1:4747/api/v1/assets/${secretId}/bytes`, { headers: { host: '127.0.0.1:4747', 'x-person': 'stranger' } }),
    );
    expect(Buffer.from(await reply.arrayBuffer()).equals(picture)).toBe(true);
    expect((await upload(open, 'stranger', { projectId: victim.projectId, name: 'x.png', bytes: picture })).status).toBe(200);
  });

  test('do not say whether somebody has a file: a file of others with the same bytes is one’s own only once it was sent', async () => {
    expect((await ask(server, `GET /api/v1/assets/${secretId}`, as('member'))).status).toBe(404);
    const mine = await upload(server, 'member', { projectId: own.projectId, name: 'mine.png', bytes: picture });
    expect(mine.json['id']).not.toBe(secretId);
    expect(JSON.stringify(mine.json)).not.toContain('secret');
  });

  test('believe no link that was not made here, for another path, or after its time', async () => {
    const made = await ask(server, `GET /api/v1/assets/${secretId}/link`, as('victim'));
    const link = new URL(String(made.json['url'] ?? made.json['path']), 'http://127.0.0.1:4747');
    const read = async (to: URL) => (await ask(server, `GET ${to.pathname}${to.search}`)).status;
    expect(await read(link)).toBe(200);
    const key = link.searchParams.get('key') ?? '';
    const [until = '', signature = ''] = key.split('.');
    for (const wrong of ['', `${until}.`, `${Number(until) + 1000}.${signature}`, `${until}.${'A'.repeat(43)}`, `${until}.${signature}A`]) {
      const changed = new URL(link);
      changed.searchParams.set('key', wrong);
      expect([wrong, (await read(changed)) >= 400]).toEqual([wrong, true]);
    }
    const other = new URL(link);
    other.pathname = other.pathname.replace(secretId, own.assetId);
    expect(await read(other)).toBeGreaterThanOrEqual(400);
    server.clock.aheadMs += 8 * 86_400_000;
    expect(await read(link)).toBeGreaterThanOrEqual(400);
    server.clock.aheadMs = 0;
  });
});

const nastyNames = [
  '..%2F..%2Fserver.secret.png',
  '..%5C..%5Cserver.secret.png',
  '%2Fetc%2Fpasswd',
  'a%0D%0ASet-Cookie%3A%20x%3D1.png',
  'a%22%3B%20filename%3D%22b.html.png',
  'a%00.html',
  '%E2%80%AEgnp.exe.png',
  '....%2F%2F....%2F%2Fx.png',
  'CON.png',
  `${'%E5%B9%BB'.repeat(300)}.png`,
  'x.png.html',
  '.htaccess',
];

describe('a name', () => {
  test.each(nastyNames)('%s is no path, no header and no other ending', async (name) => {
    const made = await upload(server, 'member', { projectId: own.projectId, name, bytes: picture });
    expect([made.status, made.json['code']]).toEqual([200, undefined]);
    const kept = String(made.json['name']);
    expect(kept).toMatch(/\.png$/);
    expect(kept).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\./u);
    const reply = await ask(server, `GET /api/v1/assets/${String(made.json['id'])}/bytes?download=1`, as('member'));
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[A-Za-z0-9.%_~!-]+$/);
    await ask(server, `DELETE /api/v1/assets/${String(made.json['id'])}`, as('member'));
  });

  test('lies nowhere on the disk: files are named by their hash, beside nothing of ours', async () => {
    const names = (await readdir(server.home, { recursive: true })).filter((name) => /passwd|htaccess|CON\.png|x\.png/.test(name));
    expect(names).toEqual([]);
    expect((await readdir(tmpdir())).filter((name) => /^(server\.secret\.png|passwd|x\.png)$/.test(name))).toEqual([]);
  });

  test('of a thing is text wherever it is shown: no line of a header, no markup of a page', async () => {
    const name = '<script>alert(1)</script>\r\nSet-Cookie: a=b';
    const made = await ask(server, 'POST /api/v1/projects', { ...as('member'), body: { name } });
    const shown = await ask(server, `GET /api/v1/projects/${String(made.json['id'])}`, as('member'));
    expect(shown.headers.get('content-type')).toMatch(/^application\/json/);
    expect(shown.headers.get('set-cookie')).toBeNull();
    const lost = await ask(server, `GET /${encodeURIComponent(name)}`, as('member'));
    expect(lost.headers.get('content-type')).toMatch(/json/);
  });

  test('can hold every letter there is without a header ending', () => {
    for (let code = 0; code < 0x2100; code += 1) {
      const value = disposition(`a${String.fromCharCode(code)}b`, false);
      expect(() => new Headers({ 'content-disposition': value })).not.toThrow();
      expect(value).toMatch(/^attachment; filename="[ -!#$&-:<-[\]-~]*"; filename\*=UTF-8''[\w.%~!-]+$/);
    }
    expect(disposition('half \ud800', true)).toMatch(/^inline/);
  });
});

describe('a file that is not what it says', () => {
  const html = Buffer.from('<!doctype html><script>fetch("/api/v1/me")</script>');
  const liars: readonly (readonly [string, Buffer])[] = [
    ['a page', html],
    ['a page after a picture’s first bytes', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), html])],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ['a document', Buffer.from('%PDF-1.7\n')],
    ['a playlist that names other files', Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n')],
    ['a list for ffmpeg', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n")],
    ['nothing', Buffer.alloc(0)],
  ];
  test.each(liars)('%s is not taken, whatever it is called', async (_, bytes) => {
    const before = await fingerprint(server.studio);
    for (const [name, type] of [
      ['a.png', 'image/png'],
      ['a.mp4', 'video/mp4'],
      ['a.html', 'text/html'],
    ] as const) {
      const reply = await upload(server, 'member', { projectId: own.projectId, name, bytes, type });
      expect([name, reply.status >= 400 && reply.status < 500]).toEqual([name, true]);
      expect(JSON.stringify(reply.json)).not.toContain('root:');
    }
    expect(await fingerprint(server.studio)).toBe(before);
  });

  test('is shown, where a page hides behind a real picture, as a picture that can do nothing', async () => {
    const both = Buffer.concat([picture, html]);
    const made = await upload(server, 'member', { projectId: own.projectId, name: 'both.html', bytes: both, type: 'text/html' });
    if (made.status !== 200) return;
    const { headers } = await ask(server, `GET /api/v1/assets/${String(made.json['id'])}/bytes`, as('member'));
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  });
});

describe('an upload in pieces', () => {
  const start = (metadata: Record<string, string>, length = picture.byteLength) =>
    server.app.request(
      new Request(`http://127.0.0.1:4747/api/v1/projects/${own.projectId}/uploads`, {
        method: 'POST',
        headers: {
          host: '127.0.0.1:4747',
          'x-person': 'member',
          'tus-resumable': '1.0.0',
          'upload-length': String(length),
          'upload-metadata': Object.entries(metadata)
            .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
            .join(','),
        },
      }),
    );
  const patch = (path: string, person: string, offset = 0) =>
    server.app.request(
      new Request(`http://127.0.0.1:4747${path}`, {
        method: 'PATCH',
        headers: {
          host: '127.0.0.1:4747',
          'x-person': person,
          'tus-resumable': '1.0.0',
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        body: new Uint8Array(picture),
      }),
    );

  test('is its sender’s: its metadata names no other project or person, and nobody else goes on with it', async () => {
    const stranger = people.get('stranger')?.userId ?? '';
    const begun = await start({ filename: '../../x.png', projectId: victim.projectId, userId: stranger });
    expect(begun.status).toBe(201);
    const place = new URL(begun.headers.get('location') ?? '', 'http://127.0.0.1:4747').pathname;
    expect((await patch(place.replace(own.projectId, victim.projectId), 'victim')).status).toBe(404);
    expect((await patch(place, 'stranger')).status).toBe(404);
    const done = await patch(place, 'member');
    expect(done.status).toBe(200);
    expect(await done.json()).toMatchObject({ projectId: own.projectId, name: 'x.png' });
  });

  test('of a made-up id is not there, also where the id is a path', async () => {
    for (const id of ['../server.secret', '..%2Fserver.secret', '%2e%2e%2fserver.secret', 'x', '0'.repeat(32), `${'0'.repeat(31)}/`])
      expect([id, (await patch(`/api/v1/projects/${own.projectId}/uploads/${id}`, 'member')).status]).toEqual([id, 404]);
  });

  test('that would be larger than allowed is not begun', async () => {
    const begun = await start({ filename: 'x.png' }, server.studio.settings.uploadMostBytes + 1);
    expect(begun.status).toBe(413);
  });
});
