import { z } from 'zod';

/** Where a painted shot takes place. */
export const animaticPlaces = [
  'sky',
  'sea',
  'mountains',
  'forest',
  'city',
  'village',
  'desert',
  'snow',
  'field',
  'room',
  'studio',
  'space',
] as const;

/** When it takes place. */
export const animaticHours = ['dawn', 'day', 'dusk', 'night'] as const;

/** What the weather is like. */
export const animaticWeathers = ['clear', 'cloudy', 'rain', 'snow', 'fog'] as const;

/** What may stand in a painted shot. */
export const animaticSubjects = [
  'person',
  'child',
  'elder',
  'rabbit',
  'cat',
  'dog',
  'bird',
  'fish',
  'horse',
  'tree',
  'flower',
  'house',
  'lighthouse',
  'tower',
  'boat',
  'car',
  'moon',
  'lantern',
  'robot',
  'box',
  'bottle',
  'cup',
] as const;

/** A shot that has no picture yet, told in what it shows; the animatic painter draws it. */
export const Animatic = z.strictObject({
  place: z.enum(animaticPlaces),
  hour: z.enum(animaticHours).default('day'),
  weather: z.enum(animaticWeathers).default('clear'),
  subject: z.enum(animaticSubjects).optional(),
  /** How large the subject stands: far is an eighth of the frame's height, middle four tenths, near eight tenths. */
  size: z.enum(['far', 'middle', 'near']).default('middle'),
  /** Pictures of one film that say the same place and hour look alike; another seed draws another of it. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
});
export type Animatic = z.infer<typeof Animatic>;
