import { z } from 'zod';
import type { Bilingual } from './bilingual.ts';

/**
 * How an export says that a machine had a part in it, least first: in the file's own data alone; written over the opening besides; or over every frame.
 * There is no level without a label.
 */
export const LabelLevel = z.enum(['metadata', 'opening', 'throughout']);
export type LabelLevel = z.infer<typeof LabelLevel>;

/** What a deployment or a project asks of its exports, mildest first: data in every file; written too where a model painted; written always. */
export const LabelPolicy = z.enum(['metadata', 'generated', 'always']);
export type LabelPolicy = z.infer<typeof LabelPolicy>;

/** For how long the opening carries the label, seconds; GB 45438-2025 asks for two at least. */
export const LABEL_OPENING_SEC = 3;

/** The stricter of two policies. */
export function stricterPolicy(a: LabelPolicy, b: LabelPolicy): LabelPolicy {
  return LabelPolicy.options.indexOf(a) > LabelPolicy.options.indexOf(b) ? a : b;
}

/** The least that a policy lets an export carry. */
export function leastLabel(policy: LabelPolicy, { isGenerated }: Readonly<{ isGenerated: boolean }>): LabelLevel {
  return policy === 'always' || (policy === 'generated' && isGenerated) ? 'opening' : 'metadata';
}

/** Whether a level says at least as much as another. */
export function saysEnough(level: LabelLevel, least: LabelLevel): boolean {
  return LabelLevel.options.indexOf(level) >= LabelLevel.options.indexOf(least);
}

/** What is written over the picture: GB 45438-2025, 5.2, wants AI named together with what it did. */
export function labelText({ isGenerated }: Readonly<{ isGenerated: boolean }>): Bilingual {
  return isGenerated ? { zh: 'AI 生成', en: 'AI-generated' } : { zh: 'AI 合成', en: 'Made with AI' };
}

/**
 * What is seen in a film: what a model made; pictures that were taken, moved by the stage; shots that the animatic painter drew. `isSpokenByModel`: lines are said by a voice
 * that a model makes (default false): it asks for no notice over the picture, and makes a film of anything but takes a composite.
 */
export type SeenInFilm = Readonly<{ isGenerated: boolean; isTaken: boolean; isPainted: boolean; isSpokenByModel?: boolean }>;

/** Where a film comes from, as the IPTC's address of the term: only models; models, be it as voices, and other things; pictures moved by the stage, alone or beside painted shots; the painter. */
export function sourceTypeOf({ isGenerated, isTaken, isPainted, isSpokenByModel = false }: SeenInFilm): string {
  const term =
    isGenerated || isSpokenByModel
      ? isTaken || isPainted || !isGenerated
        ? 'compositeWithTrainedAlgorithmicMedia'
        : 'trainedAlgorithmicMedia'
      : isTaken
        ? isPainted
          ? 'composite'
          : 'algorithmicallyEnhanced'
        : 'algorithmicMedia';
  return `http://cv.iptc.org/newscodes/digitalsourcetype/${term}`;
}

/**
 * The data that a labelled file carries, by key: AIGC as in GB 45438-2025, appendix E (Label 1: made or composed by AI), and the IPTC term for where the
 * pictures come from. `produceId` names this export and nothing else.
 */
export function labelTags({
  producer,
  produceId,
  ...seen
}: SeenInFilm & Readonly<{ producer: string; produceId: string }>): Readonly<Record<string, string>> {
  const aigc = {
    Label: '1',
    ContentProducer: producer,
    ProduceID: produceId,
    ReservedCode1: '',
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  };
  return { AIGC: JSON.stringify(aigc), DigitalSourceType: sourceTypeOf(seen) };
}
