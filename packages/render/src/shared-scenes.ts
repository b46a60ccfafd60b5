import type { LiftReport } from '@fantascope/lift';
import type { Scene } from '@fantascope/stage';

type Lifted = Readonly<{ scene: Scene; report: LiftReport }>;

/** The scenes that a film's shots hold until they are drawn: each is read and counted once, however many shots look at it. It keeps none in memory itself. */
export class SharedScenes {
  readonly #scenes = new Map<string, Readonly<{ scene: WeakRef<Scene>; report: LiftReport }>>();
  readonly #counted = new WeakSet<Uint8Array>();

  /** A scene that was read from the cache for what is `alike` (plain data) and that some shot still holds, else what `lift` gives. */
  async lifted(alike: unknown, lift: () => Promise<Lifted>): Promise<Lifted> {
    const key = JSON.stringify(alike);
    const startMs = performance.now();
    const known = this.#scenes.get(key);
    const scene = known?.scene.deref();
    if (known !== undefined && scene !== undefined) return { scene, report: { ...known.report, ms: performance.now() - startMs } };
    const made = await lift();
    // One that was just made says so in its report; the next shot's was not.
    if (made.report.cached) this.#scenes.set(key, { scene: new WeakRef(made.scene), report: made.report });
    return made;
  }

  /** Bytes of a scene's pictures that were not counted for another shot before. */
  newBytes({ layers }: Scene): number {
    const fresh = layers.map(({ rgba }) => rgba).filter((rgba) => !this.#counted.has(rgba));
    for (const rgba of fresh) this.#counted.add(rgba);
    return fresh.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}
