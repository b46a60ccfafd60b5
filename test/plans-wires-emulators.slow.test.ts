import { emulatorNames, startEmulator } from '@fantascope/emulators';
import { Shot } from '@fantascope/film';
import { type CatalogueEntry, catalogue, type HttpRequest, type TakeRequest, type Wire, type WireSetting, wires } from '@fantascope/models';
import { submitOutcome } from '@fantascope/models/transport';
import { compile, isRefusal } from '@fantascope/plan';
import { type Net, openNet, type Supply, supplyRequest } from '@fantascope/take';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { tellingShots } from '../packages/plan/src/snapshots/telling-shots.ts';
import { planOf } from '../packages/plan/src/snapshots/write-snapshot.ts';

// The emulators were written from the providers' documentation, without a look at the wires: what one of them refuses, the provider would.
const live = catalogue().filter(({ endOfLife }) => endOfLife === undefined);
/** The stage is no service; a workflow of one's own is not in the catalogue, and nothing can be sent without it. */
const isSent = ({ wire, dialect, settings }: CatalogueEntry) =>
  wire !== 'stage' && (dialect['workflow'] === undefined || settings['workflow'] !== undefined);
const isClip = (need: string) => /video|control/.test(need);

const changed = Shot.parse({ subject: 'a girl in a red dress', light: 'at dusk', camera: { lengthSec: 5, moves: [] } });
const painted = Shot.parse({ subject: 'a boat', picture: 'girl.png', paintMask: 'mask.png', camera: { lengthSec: 1, moves: [] } });
let png = Buffer.alloc(0);
/** What is looked at of a clip by these servers is that it is one. */
const mp4 = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');
beforeAll(async () => {
  png = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#456' } })
    .png()
    .toBuffer();
});

/** The plan's request once all it needs is there, by the ways the model takes. */
function ready(request: TakeRequest, { entry, wire, setting, net }: Desk): Promise<TakeRequest> {
  const supply: Supply = async (need) =>
    isClip(need)
      ? { bytes: mp4, mime: 'video/mp4', fileName: `${need.replace(/\W+/g, '-')}.mp4` }
      : { bytes: png, mime: 'image/png', fileName: `${need.replace(/\W+/g, '-')}.png` };
  const store = { put: async ({ fileName }: Readonly<{ fileName: string }>) => ({ url: `https://files.example/${fileName}` }) };
  return supplyRequest(request, { entry, wire, setting, net, supply, store, sleep: async () => undefined });
}

type Desk = Readonly<{ entry: CatalogueEntry; wire: Wire; setting: WireSetting; net: Net }>;

/** The files of a request that are nowhere in what is posted: their address, their name at the provider, or their bytes. */
function notSent({ settings: _, ...fields }: TakeRequest, http: HttpRequest): readonly string[] {
  const body = JSON.stringify(http.json ?? '');
  const bytes = (http.form ?? []).map(({ value }) => (typeof value === 'string' ? value : Buffer.from(value.bytes).toString('base64')));
  const isThere = (text: string) => body.includes(JSON.stringify(text).slice(1, -1)) || bytes.some((each) => each.includes(text));
  const walk = (value: unknown, path: string): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { url, dataUri } = value as { url?: unknown; dataUri?: unknown };
    const text = typeof dataUri === 'string' ? dataUri.slice(dataUri.indexOf(',') + 1) : url;
    if (typeof text === 'string') return isThere(decodeURIComponent(text.replace(/^upload:/, ''))) ? [] : [path];
    return Object.entries(value).flatMap(([name, each]) => walk(each, `${path}.${name}`));
  };
  return walk(fields, '');
}

/** Every telling shot for one model, compiled, put in the provider's words and posted: how many were taken, and what was said to the others. */
async function posted(entry: CatalogueEntry, wire: Wire) {
  const server = await startEmulator(entry.wire, { workMs: 1 });
  try {
    // Vertex has a person's own project in its address.
    const baseUrl = entry.wire === 'vertex-veo' ? `${server.baseUrl}/projects/film/locations/us-central1` : server.baseUrl;
    const setting = { baseUrl, dialect: Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value])) };
    const { origin } = new URL(server.baseUrl);
    const key = server.credential === '' ? undefined : { name: 'FANTASCOPE_SUITE_KEY', value: server.credential };
    const keyName = key === undefined ? {} : { keyName: key.name };
    const net = openNet({ wire, address: { baseUrl, origin, isNamed: true, isEmulated: true, ...keyName }, key }, { nowMs: Date.now });
    const refused: string[] = [];
    let taken = 0;
    const plans = tellingShots.map((telling) => ({ name: telling.name, plan: planOf(entry, telling) }));
    // Whoever makes clips and changes them too; whoever only changes them was given one above.
    if (entry.takes.baseVideo && !entry.takes.needsBaseVideo)
      plans.push({ name: 'a clip to change', plan: compile(changed, entry, { facts: { baseVideo: 'take.mp4' } }) });
    if (entry.takes.paintMask !== 'none') plans.push({ name: 'a part painted anew', plan: compile(painted, entry) });
    for (const [at, { name, plan }] of plans.entries()) {
      if (isRefusal(plan)) continue;
      for (const [part, each] of [plan, ...(plan.next ?? [])].entries()) {
        const request = { ...(await ready(each.request, { entry, wire, setting, net })), clientKey: `take-${at}-${part}` };
        const { http, dropped } = wire.submit(request, setting);
        const outcome = submitOutcome(await net.send(http), { wire, request, setting });
        // The key is ours and not asked for; where there is no place for it, a lost reply is looked for otherwise.
        const lost = [...dropped.filter((field) => field !== 'clientKey'), ...notSent(request, http)];
        if (outcome.outcome === 'accepted' && lost.length === 0) taken += 1;
        else refused.push(`${name.slice(0, 60)}: ${JSON.stringify(outcome)} without ${lost.join(', ') || 'nothing'}`);
      }
    }
    return { taken, refused, billed: server.bill.length };
  } finally {
    await server.close();
  }
}

describe('what is compiled for a model, its provider takes', () => {
  let all = 0;

  test('every living model of a service is sent to an emulator', () => {
    expect(live.filter((entry) => isSent(entry) && !emulatorNames.includes(entry.wire)).map(({ id }) => id)).toEqual([]);
  });

  test.each(live.filter(isSent).map((entry) => [entry.id, entry] as const))('%s', async (_, entry) => {
    const wire = wires[entry.wire];
    if (wire === undefined) throw new Error(`there is no wire ${entry.wire}`);
    const { taken, refused, billed } = await posted(entry, wire);
    expect(refused).toEqual([]);
    // A server that takes everything and charges for nothing would show nothing here.
    expect([taken > 0, billed]).toEqual([true, taken]);
    all += taken;
  });

  test('some thousands of them', () => {
    expect(all).toBeGreaterThan(3000);
  });
});
