import { Fault, NearerLayer, schemaProblem, words } from '@fantascope/film';
import { openSceneLifts, type SceneWish } from '@fantascope/jobs';
import type { Hono } from 'hono';
import { z } from 'zod';
import { allGuards } from '../http/guards.ts';
import { languageOf } from '../http/problem.ts';
import { shownPath } from '../http/server-log.ts';
import type { AssetParts } from './asset-parts.ts';
import { sceneMessages, sceneStreamType } from './scene-stream.ts';

const sceneRights = { name: 'asset.scene', rights: { role: 'viewer' }, effect: 'reads' } as const;
const AssetId = z.string().regex(/^asset_[0-9A-HJKMNP-TV-Z]{26}$/);

/** The query of the door: depth by the model, by rules, or of a grey picture; the scene made anew, layers brought nearer, a painted depth brush. */
const SceneQuery = z.strictObject({
  assetId: AssetId,
  depth: z.union([z.enum(['auto', 'model', 'heuristic']), AssetId]).default('auto'),
  refresh: z.literal(['0', '1']).default('0'),
  nearer: z
    .string()
    .max(8192)
    .transform((text, at) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        at.addIssue({ code: 'custom', message: 'no JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.array(NearerLayer).max(16))
    .optional(),
  brush: AssetId.optional(),
});

function wishOf(assetId: string, query: URLSearchParams): SceneWish {
  // Of two values one would be dropped without a word.
  for (const field of new Set(query.keys())) if (query.getAll(field).length > 1) throw new Fault('server.twice', { field });
  const read = SceneQuery.safeParse({ ...Object.fromEntries(query), assetId }, { reportInput: true });
  if (!read.success) throw new Fault('jobs.bad-input', { operation: sceneRights.name, ...schemaProblem(read.error) });
  const { depth, refresh, nearer, brush } = read.data;
  return {
    ...{ assetId, refresh: refresh === '1' },
    depth: depth === 'auto' || depth === 'model' || depth === 'heuristic' ? depth : { assetId: depth },
    ...(nearer === undefined || nearer.length === 0 ? {} : { nearer }),
    ...(brush === undefined ? {} : { brushId: brush }),
  };
}

/**
 * `GET /assets/{id}/scene`: the scene of a picture for who may see the project, as it comes (scene-stream.ts): steps, within two seconds a simpler scene, then the
 * report and the scene; a kept scene at once. Whatever is wrong with the request is said before the stream, what is wrong with the picture in it. A lift that nobody reads any more
 * is called off.
 */
export function addSceneRoute(app: Hono, { studio, identify, prefix, guards = allGuards, log }: AssetParts): void {
  const lifts = openSceneLifts(studio);
  app.get(`${prefix}/assets/:assetId/scene`, async (context) => {
    const request = context.req.raw;
    const wish = wishOf(context.req.param('assetId'), new URL(request.url).searchParams);
    const { assetId, depth, brushId } = wish;
    const input = {
      assetId: [assetId, ...(typeof depth === 'string' ? [] : [depth.assetId]), ...(brushId === undefined ? [] : [brushId])],
    };
    await guards.authorize(studio.database.db, await identify(request), { operation: sceneRights, input });
    const picture = await lifts.find(wish);
    const headers = { 'content-type': sceneStreamType, 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    if (request.method === 'HEAD') return new Response(null, { headers });
    const away = new AbortController();
    const signal = AbortSignal.any([request.signal, away.signal]);
    const messages = sceneMessages(lifts.follow(picture, { signal }), {
      language: languageOf(request.headers.get('accept-language') ?? undefined),
      onFault: (error) => {
        const isOurs = error instanceof Fault && words[error.code].http < 500;
        if (!isOurs && !signal.aborted) log.error({ err: error, path: shownPath(context.req.path) }, 'scene stream');
      },
    });
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { done, value } = await messages.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
        cancel: async () => {
          away.abort();
          await messages.return();
        },
      },
      // Nothing begins before somebody reads.
      { highWaterMark: 0 },
    );
    return new Response(body, { headers });
  });
}
