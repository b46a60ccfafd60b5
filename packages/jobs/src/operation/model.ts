import { CameraDialect, type CatalogueEntry, PriceRow, providerNameOf } from '@fantascope/models';
import { isLoopbackUrl } from '@fantascope/take';
import { z } from 'zod';
import { type AskState, keyStates, keyStatesOf, reaches } from '../takes/key-state.ts';
import { stageWire } from '../takes/provider-of.ts';
import { operation } from './operation.ts';

const Both = z.strictObject({ en: z.string(), zh: z.string() });
const { usd, per, when, source, asOf } = PriceRow.shape;

/** A model as lists show it: who is asked, what it offers, what it charges and since when that is known, and whether it can be asked now. */
const Model = z.strictObject({
  id: z.string(),
  name: Both,
  /** Who is asked, as people know them. */
  provider: Both,
  wire: z.string(),
  makes: z.enum(['video', 'image']),
  /** The last day it works, or null. */
  endsOn: z.string().nullable(),
  /** Whether it paints a part of a picture anew, where a mask is white. */
  paintMask: z.enum(['none', 'optional', 'required']),
  /** The camera vocabulary of its requests. */
  camera: CameraDialect,
  /** null: the length cannot be asked for, or is not known. `choicesSec` null: every length between the two. */
  lengths: z.strictObject({ choicesSec: z.array(z.number()).nullable(), leastSec: z.number(), mostSec: z.number() }).nullable(),
  /** Shapes of the frame, as the provider spells them. */
  ratios: z.array(z.string()),
  /** Sizes of the frame, as the provider spells them. */
  sizes: z.array(z.string()),
  fps: z.array(z.number()),
  /** Empty where no price is known. */
  prices: z.array(z.strictObject({ usd, per, when, source, asOf, isTheirs: z.boolean() })),
  /** What its key is kept under, or null where it needs none. */
  keyName: z.string().nullable(),
  keyState: z.enum(keyStates),
  /** Whether it is known where to ask. */
  hasAddress: z.boolean(),
  /** Whether a server of one's own answered lately; providers elsewhere are not asked by a list. */
  reach: z.enum(reaches),
  /** Where that server stands; null for providers elsewhere, and for who may not know it: other machines are named to the server's owner alone. */
  origin: z.string().nullable(),
  /** Made on this machine or a server of one's own. */
  isLocal: z.boolean(),
});

/** What the models are. */
export const modelOperations = [
  operation({
    name: 'model.list',
    says: {
      en: 'Lists every model that can be asked, with what it can do, what it charges, and whether its key is there.',
      zh: '列出所有可用模型及其能力、价格与密钥状态。',
    },
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(Model) }),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/models' },
    run: async (_, { studio, actor }) => {
      const states = await keyStatesOf(studio);
      return {
        items: studio.catalogue.entries.map((entry) => {
          const state = states.get(entry.id) ?? unknownState;
          const { origin } = state;
          return { ...shown(entry), ...state, origin: origin !== null && (actor.isServerOwner || isLoopbackUrl(origin)) ? origin : null };
        }),
      };
    },
  }),
] as const;

const unknownState: AskState = { keyState: 'missing', hasAddress: false, reach: 'not-asked', origin: null };

function shown(entry: CatalogueEntry): Omit<z.input<typeof Model>, keyof AskState> {
  const { id, name, wire, makes, endOfLife, camera, aspects, resolutions, fps, prices, keyName, baseUrl } = entry;
  return {
    ...{ id, name, wire, makes, camera, fps },
    provider: providerNameOf(entry),
    paintMask: entry.takes.paintMask,
    endsOn: endOfLife?.date ?? null,
    lengths: lengthsOf(entry),
    ratios: aspects,
    sizes: resolutions,
    prices: prices.map(({ sureness: _, isTheirs, ...price }) => ({ ...price, isTheirs: isTheirs === true })),
    keyName: keyName ?? null,
    isLocal: wire === stageWire || baseUrl === undefined || isLoopbackUrl(baseUrl),
  };
}

function lengthsOf({ lengths, isLengthAsked }: CatalogueEntry): z.input<typeof Model>['lengths'] {
  if (lengths === undefined || !isLengthAsked) return null;
  if ('choicesSec' in lengths) {
    const { choicesSec } = lengths;
    return { choicesSec, leastSec: Math.min(...choicesSec), mostSec: Math.max(...choicesSec) };
  }
  if ('leastSec' in lengths) return { choicesSec: null, leastSec: lengths.leastSec, mostSec: lengths.mostSec };
  const { leastFrames, mostFrames, fps } = lengths;
  return { choicesSec: null, leastSec: leastFrames / fps, mostSec: mostFrames / fps };
}
