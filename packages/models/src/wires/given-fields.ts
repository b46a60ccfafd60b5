import type { TakeRequest } from '../take-request.ts';

const controls = ['colour', 'mask', 'depth'] as const;

/** The fields of a request that were given (0, '' and false are), and which of them a wire has not taken. */
export type GivenFields = Readonly<{
  /** The value, marked as carried: what takes a field must send it. */
  take: <Key extends keyof TakeRequest>(name: Key) => TakeRequest[Key];
  takeControl: (name: (typeof controls)[number]) => NonNullable<TakeRequest['control']>[typeof name];
  /** Unmarks a field that turned out to have no place after all. */
  giveBack: (path: string) => void;
  /** Names a part that has no place, of a field that is carried otherwise: references.2. */
  lose: (path: string) => void;
  /** Dotted paths of what was given and not taken, in the order of the request. */
  dropped: () => readonly string[];
}>;

/** Keeps account of a request's fields, so that a wire cannot lose one without naming it. */
export function givenFields(request: TakeRequest): GivenFields {
  const given = Object.entries(request).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (name !== 'control') return [name];
    return controls.filter((each) => request.control?.[each] !== undefined).map((each) => `control.${each}`);
  });
  const taken = new Set<string>();
  const lost: string[] = [];
  return {
    take: (name) => {
      taken.add(name);
      return request[name];
    },
    takeControl: (name) => {
      taken.add(`control.${name}`);
      return request.control?.[name];
    },
    giveBack: (path) => void taken.delete(path),
    lose: (path) => void lost.push(path),
    dropped: () => [...given.filter((path) => !taken.has(path)), ...lost],
  };
}
