import { type ColourName, colourNames, sketchFromText } from '@fantascope/stage/sketch';

/** What files are to look like: like a file of the project, or like a picture that is only here (its sketch), and which colours they have. As the address says it. */
export type Look = Readonly<{ like: string | null; sketch: string | null; colours: readonly ColourName[] }>;

/** The most colours that are asked for together. */
export const MOST_COLOURS = 4;

type Address = Readonly<{ like?: string | undefined; sketch?: string | undefined; colours?: string | undefined }>;

/** The look that an address asks for; what is no sketch and no colour in it is left out. */
export function lookOf({ like, sketch, colours = '' }: Address): Look {
  const asked = [...new Set(colours.split(','))].flatMap((text) => colourNames.find((name) => name === text) ?? []);
  return {
    like: like ?? null,
    // One thing to be like: a file goes before a picture.
    sketch: like === undefined && sketch !== undefined && sketchFromText(sketch) !== null ? sketch : null,
    colours: asked.slice(0, MOST_COLOURS),
  };
}

/** The address of a look; what it does not ask for is not in it. */
export function addressOf({ like, sketch, colours }: Look): Readonly<{ like?: string; sketch?: string; colours?: string }> {
  return {
    ...(like === null ? {} : { like }),
    ...(like === null && sketch !== null ? { sketch } : {}),
    ...(colours.length === 0 ? {} : { colours: colours.join(',') }),
  };
}

/** Whether anything is asked for. */
export function isLook({ like, sketch, colours }: Look): boolean {
  return like !== null || sketch !== null || colours.length > 0;
}

/** A look with a colour more, or without it where it has it. Nothing changes where there are as many as can be. */
export function withColour(look: Look, name: ColourName): Look {
  const { colours } = look;
  if (colours.includes(name)) return { ...look, colours: colours.filter((each) => each !== name) };
  return colours.length >= MOST_COLOURS ? look : { ...look, colours: [...colours, name] };
}

/** A look without the last thing it asks for: what Backspace takes away. */
export function withoutLast(look: Look): Look {
  return look.colours.length > 0 ? { ...look, colours: look.colours.slice(0, -1) } : { ...look, like: null, sketch: null };
}

/** The fields of `asset.list` that ask for a look. */
export function lookFields({
  like,
  sketch,
  colours,
}: Look): Readonly<{ likeAssetId?: string; likeSketch?: string; colours?: readonly ColourName[] }> {
  return {
    ...(like === null ? {} : { likeAssetId: like }),
    ...(sketch === null ? {} : { likeSketch: sketch }),
    ...(colours.length === 0 ? {} : { colours }),
  };
}
