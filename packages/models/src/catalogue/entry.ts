import { z } from 'zod';
import { FileWays } from './file-ways.ts';

/** How sure a fact is: read in a published package, in documentation, in a public repository, found by experiment, or not verified. */
export const Sureness = z.enum(['package', 'documentation', 'repository', 'experiment', 'unverified']);
export type Sureness = z.infer<typeof Sureness>;

/** The camera vocabulary a model's requests have beside words; each is one file of the compiler. */
export const CameraDialect = z.enum([
  'words',
  'kling-simple',
  'kling-on-fal',
  'minimax-brackets',
  'luma-concepts',
  'pixverse',
  'ltx-lora',
  'wan-camera',
  'poses',
  'jimeng-template',
  /** Numbers of a re-shoot of a clip: theta, phi and radius by keyframe. */
  'lightx',
  /** ReCamMaster in ComfyUI: a named path, or an orbit in degrees, + = counter-clockwise. */
  'recammaster',
  /** Viewpoint of a picture: horizontal and vertical angle, zoom. */
  'angles-2511',
  /** Viewpoint of a picture, older: rotate + = left, vertical −1 bird … 1 worm. */
  'angles-2509',
  'exact',
]);
export type CameraDialect = z.infer<typeof CameraDialect>;

/** What a model charges. `per` is what is counted; a row holds for requests that match all of `when`. */
export const PriceRow = z.strictObject({
  usd: z.number().min(0),
  per: z.enum(['second', 'video', 'image', 'thousand-tokens', 'megapixel']),
  when: z
    .strictObject({ resolution: z.string().optional(), hasAudio: z.boolean().optional(), hasVideoInput: z.boolean().optional() })
    .default({}),
  source: z.string().min(1),
  /** ISO date of the source. */
  asOf: z.iso.date(),
  sureness: Sureness,
  /** Set for prices of a person's own file; never written there. */
  isTheirs: z.literal(true).optional(),
});
export type PriceRow = z.infer<typeof PriceRow>;

const lengths = z.union([
  z.strictObject({ choicesSec: z.array(z.number().positive()).min(1) }),
  z.strictObject({ leastSec: z.number().positive(), mostSec: z.number().positive(), stepSec: z.number().positive().default(1) }),
  /** Counted in frames: least + n × step. */
  z.strictObject({ leastFrames: z.number().int(), mostFrames: z.number().int(), stepFrames: z.number().int(), fps: z.number().positive() }),
]);

type Unwritten<T> = T extends object ? { readonly [Key in keyof T]: Unwritten<T[Key]> } : T;
/** The least an entry may say; what is left out has its default. */
export type CatalogueEntryInput = Unwritten<Omit<z.input<typeof CatalogueEntry>, 'settings'>> & {
  readonly settings?: Readonly<Record<string, unknown>>;
};

/** One model as data: what it can do, in which words, for how much. */
export const CatalogueEntry = z.strictObject({
  /** maker/model[/variant], lower case; stable. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)+$/),
  name: z.strictObject({ en: z.string(), zh: z.string() }),
  wire: z.string().min(1),
  /** The provider's own name of the model, as sent. */
  providerModel: z.string().min(1),
  makes: z.enum(['video', 'image']),
  baseUrl: z.url().optional(),
  /** Which environment variable holds the key. */
  keyName: z.string().optional(),
  takes: z.strictObject({
    text: z.boolean().default(true),
    firstFrame: z.enum(['none', 'optional', 'required']).default('optional'),
    lastFrame: z.boolean().default(false),
    references: z.number().int().min(0).default(0),
    referenceVideos: z.number().int().min(0).default(0),
    baseVideo: z.boolean().default(false),
    /** A clip that is changed keeps its length and shape: neither is asked for. */
    keepsClip: z.boolean().default(false),
    /** It only changes clips, and makes none. */
    needsBaseVideo: z.boolean().default(false),
    control: z.boolean().default(false),
    /** It plays a control clip in every request, and makes nothing without. */
    needsControl: z.boolean().default(false),
    audio: z.boolean().default(false),
    extend: z.boolean().default(false),
    motionMasks: z.number().int().min(0).default(0),
    /** A mask of the first frame's size, white where it is painted anew. */
    paintMask: z.enum(['none', 'optional', 'required']).default('none'),
    seed: z.boolean().default(false),
    negativePrompt: z.boolean().default(false),
    /** Most shots in one request; 1 = one. */
    shots: z.number().int().min(1).default(1),
  }),
  /** How its files reach it, where that is not what its protocol does. */
  files: FileWays.optional(),
  lengths: lengths.optional(),
  /** false: the length is the only one there is, and cannot be asked for. */
  isLengthAsked: z.boolean().default(true),
  /** Resolutions that are made in some lengths only. */
  lengthsAt: z.record(z.string(), z.array(z.number().positive()).min(1)).default({}),
  fps: z.array(z.number().positive()).default([]),
  resolutions: z.array(z.string()).default([]),
  /** Frame sizes of the resolutions for 16:9, pixels; what the compiler chooses by. */
  heightsPx: z.record(z.string(), z.number().int()).default({}),
  aspects: z.array(z.string()).default([]),
  /** Sides in pixels are asked for: multiples of stepPx, at least leastPx (default 0) and at most mostPx pixels in all. */
  pixels: z
    .strictObject({ stepPx: z.number().int().positive(), mostPx: z.number().int().positive(), leastPx: z.number().int().min(0).optional() })
    .optional(),
  /** Where the shape of the film comes from once a first frame is given. */
  aspectFrom: z.enum(['request', 'picture']).default('request'),
  /** What of the stage's control package is taken where `takes.control` is. */
  controlOutputs: z.array(z.enum(['colour', 'mask', 'depth'])).default(['colour', 'mask']),
  camera: CameraDialect.default('words'),
  /** The request has a switch that keeps the camera still. */
  canLockCamera: z.boolean().default(false),
  /** The lengths at which the native camera is taken; default: all. */
  cameraLengthsSec: z.array(z.number().positive()).optional(),
  /** The lengths that are made from a first or last frame; default: all. */
  framedLengthsSec: z.array(z.number().positive()).optional(),
  /** The lengths that are made with reference pictures; default: all. */
  referenceLengthsSec: z.array(z.number().positive()).optional(),
  /** Sets of request fields that exclude each other. */
  exclusions: z.array(z.array(z.string()).min(2)).default([]),
  prompt: z.strictObject({
    /** No request is taken without a prompt, even where a native camera leaves nothing to be said. */
    isRequired: z.boolean().default(false),
    mostCharacters: z.number().int().positive().optional(),
    /** Where several shots are told apart: in fields of their own, or in the text. */
    shotsAs: z.enum(['field', 'text']).default('field'),
    mostShotCharacters: z.number().int().positive().optional(),
    language: z.enum(['en', 'zh', 'both']).default('both'),
    /** Where the camera sentence stands. */
    cameraAt: z.enum(['first', 'last', 'before-light']).default('last'),
    /** The request field that keeps the provider from rewording; 'none' where it rewords always, 'never' where it never does. */
    rewriter: z.enum(['can-be-off', 'always', 'never']).default('never'),
  }),
  settings: z.record(z.string(), z.json()).default({}),
  /** Facts that differ between sources, by name, with the value taken and how sure it is. */
  dialect: z.record(z.string(), z.strictObject({ value: z.string(), sureness: Sureness, note: z.string() })).default({}),
  prices: z.array(PriceRow).default([]),
  /** Whether the maker offers it as a faster variant; immediate is made on this machine at once. */
  pace: z.enum(['immediate', 'fast', 'usual']).default('usual'),
  resultLifeSec: z.number().int().positive().optional(),
  outputLicence: z.string().optional(),
  /** From when on it no longer works, and what to take instead. */
  endOfLife: z.strictObject({ date: z.iso.date(), successor: z.string().optional() }).optional(),
  sources: z.array(z.string()).min(1),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;
