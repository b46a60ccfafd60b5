import { z } from 'zod';
import { Bilingual } from './bilingual.ts';
import { Voice } from './sound/voice.ts';

const name = z.string().min(1).max(200);
const pictures = z.array(z.string().min(1).max(4096)).max(12).default([]);

/** How a member looks in some scenes or episodes: other clothes, another age, another season. What it leaves out is the member's own. */
export const CastVersion = z.strictObject({ name, description: Bilingual.optional(), pictures });
export type CastVersion = z.infer<typeof CastVersion>;

/** What a film keeps the same in every shot it is in. */
export const CastMember = z.strictObject({
  /** As shots and lines name it; unique in a film. */
  name,
  kind: z.enum(['character', 'product', 'place', 'look']).default('character'),
  /** What it looks like, for models that take no pictures. */
  description: Bilingual.optional(),
  /** Reference pictures, relative to the film file. */
  pictures,
  /** A shot names one as MEMBER/VERSION. */
  versions: z.array(CastVersion).max(24).optional(),
  voice: Voice.optional(),
});
export type CastMember = z.infer<typeof CastMember>;

/** A member as a shot names it: `name` is the member's own, and pictures and words are those of the version. */
export type CastLook = Readonly<Pick<CastMember, 'name' | 'kind' | 'pictures'> & { description?: Bilingual }>;

/** Who is meant by a name in a shot, MEMBER or MEMBER/VERSION; undefined where the cast has nobody of it. A version's pictures stand in place of the member's. */
export function castLook(cast: readonly CastMember[], named: string): CastLook | undefined {
  const whole = cast.find((member) => member.name === named);
  if (whole !== undefined) return lookOf(whole);
  const at = named.lastIndexOf('/');
  const member = cast.find((each) => each.name === named.slice(0, Math.max(0, at)));
  const version = member?.versions?.find((each) => each.name === named.slice(at + 1));
  return member === undefined || version === undefined ? undefined : lookOf(member, version);
}

function lookOf({ name: own, kind, pictures: usual, description: said }: CastMember, version?: CastVersion): CastLook {
  const description = version?.description ?? said;
  const shown = version === undefined || version.pictures.length === 0 ? usual : version.pictures;
  return { name: own, kind, pictures: shown, ...(description === undefined ? {} : { description }) };
}
