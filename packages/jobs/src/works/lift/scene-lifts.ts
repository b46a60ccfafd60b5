import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type NearerLayer, type Notice, type WordParams } from '@fantascope/film';
import { cacheDir, findWeights, type LiftReport, touchLift } from '@fantascope/lift/lifted';
import { and, eq, isNull } from 'drizzle-orm';
import type { Figures } from '../../assets/check/figures.ts';
import { asset, blob } from '../../database/schema/index.ts';
import type { Studio } from '../../studio.ts';
import { cleanReason } from '../clean-reason.ts';
import { layOutFiles } from '../lay-out-files.ts';
import { inWorkFolder } from '../work-folder.ts';
import { type Followed, followed } from './followed.ts';
import { liftInProcess } from './lift-process.ts';
import type { LiftNews, LiftTask } from './lift-task.ts';
import { oneByOne } from './one-by-one.ts';

/** Pictures that may wait for their turn; each is somebody looking at a screen. */
const MOST_WAITING = 32;
/** Answers remembered, so that a scene that is kept needs no process to be found again. */
const MOST_REMEMBERED = 256;

/** One for the whole process: a lift keeps every core busy. */
const inTurn = oneByOne({ mostWaiting: MOST_WAITING });

/** Which scene is wanted: of a picture, with the depth of a grey picture, a painted brush over it, layers that stand nearer. All assets are of one project. */
export type SceneWish = Readonly<{
  assetId: string;
  depth: 'auto' | 'model' | 'heuristic' | Readonly<{ assetId: string }>;
  brushId?: string;
  nearer?: readonly NearerLayer[];
  /** Lift again even when the scene is kept. */
  refresh: boolean;
}>;

/** How a scene was made, and what is to be said of it. Notices name assets, not files of this machine. */
export type SceneReport = Readonly<
  Pick<LiftReport, 'methods' | 'matte' | 'depth' | 'layers' | 'envelope' | 'notices' | 'cached' | 'ms' | 'sha256'>
> &
  Readonly<{ picture: Readonly<{ name: string; widthPx: number; heightPx: number }> }>;

/** What a reader hears: steps (`waiting` for other pictures' turn), the file of a first, simpler scene, and at the end the file of the scene. */
export type SceneEvent =
  | Readonly<{
      kind: 'step';
      step: Extract<LiftNews, { step: string }>['step'] | 'waiting';
      download?: Readonly<{ bytes: number; totalBytes: number }>;
    }>
  | Readonly<{ kind: 'quick'; path: string }>
  | Readonly<{ kind: 'full'; path: string; report: SceneReport }>;

/** A picture that was found and may be lifted. */
export type FoundPicture = Readonly<{
  wish: SceneWish;
  name: string;
  sha256: string;
  projectId: string;
  widthPx: number;
  heightPx: number;
  /** The other pictures that the wish names. */
  others: Readonly<Partial<Record<'depth' | 'depthBrush', Readonly<{ id: string; name: string; sha256: string }>>>>;
}>;

/** Scenes of pictures, for people who look at them. */
export type SceneLifts = Readonly<{
  /** Throws jobs.no-such-thing, also for a depth picture or a brush of another project, and jobs.scene-needs-picture. Rights are whoever asks' own affair. */
  find: (wish: SceneWish) => Promise<FoundPicture>;
  /**
   * Lifts it, or takes the scene that is kept; readers of the same share one lift, which is called off when the last one leaves. Files are there
   * until the reader goes on. Throws the signal's reason, lift's faults of pictures, and those of liftInProcess and of the queue.
   */
  follow: (picture: FoundPicture, at: Readonly<{ signal: AbortSignal }>) => AsyncGenerator<SceneEvent, void, undefined>;
}>;

type Room = Pick<Studio, 'database' | 'assets' | 'settings' | 'home'>;
type Remembered = Readonly<{ path: string; report: SceneReport; ways: string }>;

/** Opens them for a studio. */
export function openSceneLifts(room: Room): SceneLifts {
  const cache = cacheDir(room.settings.env);
  const underWay = new Map<string, Followed<SceneEvent>>();
  const remembered = new Map<string, Remembered>();

  /** What lies ready to lift with: with more than there was, the scene would be another. */
  async function waysHere(): Promise<string> {
    const weights = await Promise.all((['isnet-medium', 'depth-anything-v2-small'] as const).map((name) => findWeights(name, { cache })));
    return weights.map(({ outcome }) => outcome).join(' ');
  }

  async function recalled(key: string): Promise<SceneEvent | null> {
    const found = remembered.get(key);
    if (found === undefined) return null;
    const isThere = await stat(found.path).then(
      (file) => file.isFile(),
      () => false,
    );
    if (!isThere || found.ways !== (await waysHere())) return null;
    await touchLift(found.path);
    return { kind: 'full', path: found.path, report: { ...found.report, cached: true } };
  }

  function remember(key: string, answer: Remembered): void {
    remembered.delete(key);
    remembered.set(key, answer);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }

  async function lift(picture: FoundPicture, { key, shared }: Readonly<{ key: string; shared: Followed<SceneEvent> }>): Promise<void> {
    const { wish, sha256, projectId } = picture;
    const { signal, tell } = shared;
    await inWorkFolder({ home: room.home, jobId: 'scene' }, async (folder) => {
      const { depth, depthBrush } = picture.others;
      const ids = { ...(depth ? { depth: depth.id } : {}), ...(depthBrush ? { depthBrush: depthBrush.id } : {}) };
      const files = await layOutFiles({ picture: wish.assetId, ...ids }, { folder, projectId, room });
      const own = withNames(room, { folder, files, picture });
      try {
        const task: LiftTask = {
          ...{ picture: join(folder, files.picture), sha256, refresh: wish.refresh, cache, folder },
          depth: typeof wish.depth === 'string' ? wish.depth : join(folder, files.depth ?? ''),
          ...(files.depthBrush === undefined ? {} : { brush: join(folder, files.depthBrush) }),
          ...(wish.nearer === undefined ? {} : { nearer: wish.nearer }),
        };
        const onNews = (news: LiftNews) => tell('quick' in news ? { kind: 'quick', path: news.quick } : { kind: 'step', ...news });
        const lifting = () => liftInProcess(task, { env: room.settings.env, signal, onNews });
        const { file, isKept, report } = await inTurn(lifting, { signal, onWait: () => tell({ kind: 'step', step: 'waiting' }) });
        const { name, widthPx, heightPx } = picture;
        const told = { ...report, notices: report.notices.map(({ code, params }): Notice => ({ code, params: own(params) })) };
        const answer = { path: file, report: { ...told, picture: { name, widthPx, heightPx } } };
        if (isKept) remember(key, { ...answer, ways: await waysHere() });
        tell({ kind: 'full', ...answer });
        shared.end();
      } catch (error) {
        shared.end(error instanceof Fault ? new Fault(error.code, own(error.params)) : error);
      }
      // Its readers may still be at the files in here.
      await shared.left;
    });
  }

  return {
    find: async (wish) => {
      const picture = await pictureOf(room, wish.assetId);
      const other = async (id: string) => {
        const { projectId, name, sha256 } = await pictureOf(room, id);
        if (projectId !== picture.projectId) throw new Fault('jobs.no-such-thing', { id });
        return { id, name, sha256 };
      };
      const { depth, brushId } = wish;
      const others = {
        ...(typeof depth === 'string' ? {} : { depth: await other(depth.assetId) }),
        ...(brushId === undefined ? {} : { depthBrush: await other(brushId) }),
      };
      return { wish, ...picture, others };
    },
    async *follow(picture, { signal }) {
      const { refresh, ...rest } = picture.wish;
      // By the asset and not by its bytes alone: what is said names the file, whose name is its project's own.
      const key = JSON.stringify([picture.sha256, picture.name, picture.others, rest]);
      const kept = refresh ? null : await recalled(key);
      signal.throwIfAborted();
      if (kept !== null) {
        yield kept;
        return;
      }
      const runKey = `${refresh} ${key}`;
      const running = underWay.get(runKey);
      if (running !== undefined) return yield* running.follow(signal);
      const shared: Followed<SceneEvent> = followed({
        onLeft: () => {
          if (underWay.get(runKey) === shared) underWay.delete(runKey);
        },
      });
      underWay.set(runKey, shared);
      void lift(picture, { key, shared }).catch((error: unknown) => shared.end(error));
      yield* shared.follow(signal);
    },
  };
}

async function pictureOf({ database }: Pick<Room, 'database'>, assetId: string): Promise<Omit<FoundPicture, 'wish' | 'others'>> {
  const [row] = await database.db
    .select({ name: asset.name, kind: asset.kind, sha256: asset.sha256, projectId: asset.projectId, figures: blob.figures })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(and(eq(asset.id, assetId), isNull(asset.removedAt)));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: assetId });
  const { name, kind, sha256, projectId } = row;
  if (kind !== 'image') throw new Fault('jobs.scene-needs-picture', { name, asset: assetId, kind });
  const { widthPx = 0, heightPx = 0 } = row.figures as Figures;
  return { name, sha256, projectId, widthPx, heightPx };
}

/** What a fault or a notice says, with the assets' names in place of where they lie. */
function withNames(
  room: Room,
  {
    folder,
    files,
    picture,
  }: Readonly<{ folder: string; files: Readonly<{ picture: string; depth?: string; depthBrush?: string }>; picture: FoundPicture }>,
): (params: WordParams) => WordParams {
  const { depth, depthBrush } = picture.others;
  const names = [
    [files.picture, picture.name],
    [files.depth, depth?.name],
    [files.depthBrush, depthBrush?.name],
  ] as const;
  const plain = (text: string) =>
    names.reduce(
      (said, [file, name]) => (file === undefined ? said : said.replaceAll(file, name ?? '')),
      text.replaceAll(`${folder}/`, ''),
    );
  return (params) => {
    const named = Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]);
    return cleanReason(Object.fromEntries(named), room);
  };
}
