import type { NearerLayer, Notice } from '@fantascope/film';
import type { Envelope, Scene } from '@fantascope/stage';
import type { ReadYaml } from './assembled/read-layers.ts';
import type { DepthModelOptions } from './disparity/depth-model.ts';
import type { DepthChoice } from './disparity/disparity-of.ts';
import type { DownloadProgress } from './download.ts';
import type { MatteMaker } from './matte.ts';
import type { UpscaleChoice } from './upscale/upscale-picture.ts';

/** What lifting is busy with. */
export type LiftStep = 'reading' | 'enlarging' | 'cutting out' | 'measuring depth' | 'splitting' | 'keeping';

/** How to lift a picture, where to keep it, and what to hear on the way. */
export type LiftOptions = Readonly<{
  /** The cache folder (`cacheDir`). */
  cache: string;
  /** Default 'auto'. */
  depth?: DepthChoice;
  /** A painted depth brush over the photograph (docs/layers.md). Default: none. */
  depthBrush?: string;
  /** Layers that come nearer or go farther once the picture is split. Default: none. */
  nearer?: readonly NearerLayer[];
  /** Reads scene.yaml of a folder of layers; without it only scene.json is read. */
  readYaml?: ReadYaml;
  /** Whether a picture that is small for its canvas is doubled by a model before it is split. Slower, and a little crisper. Default 'off', which only resamples. */
  upscale?: UpscaleChoice;
  /** Longest side of the scene's canvas, 640..4096 pixels. Default 2560. */
  maxWidthPx?: number;
  /** Where a depth model may be fetched: environment (FANTASCOPE_HUB_URL). */
  model?: Pick<DepthModelOptions, 'env'>;
  /** How far the depth model's download is. */
  onDownload?: (progress: DownloadProgress) => void;
  /** Ends the lift, a download included; its reason is thrown. */
  signal?: AbortSignal;
  /** A matte maker that stays open between pictures; without one the model is opened for this picture alone. */
  matteMaker?: MatteMaker;
  /** Put the pictures of a kept scene where threads can share them. Default false. */
  inSharedMemory?: boolean;
  /** Lift again even when the cache holds this picture's scene. Default false. */
  refresh?: boolean;
  /** False leaves the cache folder alone. Default true. */
  keep?: boolean;
  onStep?: (step: LiftStep) => void;
  /** A simpler scene (one surface, no subject) within two seconds, before the full one, which waits for it: the models would keep every core busy. Not called when the cache answers. */
  onPreview?: (scene: Scene) => void | Promise<void>;
}>;

/** How a scene was made. */
export type LiftReport = Readonly<{
  matte: string;
  depth: string;
  /** Layers in the scene, the back included. */
  layers: number;
  ms: number;
  cached: boolean;
  notices: readonly Notice[];
  /** Which method made what: matte, depth, upscale, split, fill, margins. */
  methods: Readonly<Record<string, string>>;
  /** The scene file in the cache, or null when none was kept. */
  file: string | null;
  /** The picture file's SHA-256, hex. */
  sha256: string;
  envelope: Envelope | null;
}>;
