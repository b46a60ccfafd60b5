import { z } from 'zod';
import type { HttpReply } from '../wire.ts';

/** Google's error object, in HTTP replies and in finished operations. */
export const GoogleError = z.looseObject({
  code: z.union([z.number(), z.string()]).optional(),
  message: z.string().nullish(),
  status: z.string().optional(),
});

/** A Google error as a problem; 8 and RESOURCE_EXHAUSTED, 14 and UNAVAILABLE pass by themselves. */
export function googleProblem(error: z.infer<typeof GoogleError>): Readonly<{ code: string; message: string; isRetryLater: boolean }> {
  const isRetryLater = [8, 14, 429, 'RESOURCE_EXHAUSTED', 'UNAVAILABLE'].some((each) => each === error.code || each === error.status);
  return { code: error.status ?? String(error.code ?? 'unknown'), message: error.message ?? '', isRetryLater };
}

/** What a Google reply tells of an error; undefined where it is none. */
export function googleTold({ json }: HttpReply): ReturnType<typeof googleProblem> | undefined {
  // Some front ends wrap the object in a list.
  const told = z.looseObject({ error: GoogleError }).safeParse(Array.isArray(json) ? json[0] : json);
  return told.success ? googleProblem(told.data.error) : undefined;
}
