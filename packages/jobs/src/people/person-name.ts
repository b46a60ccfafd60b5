import { z } from 'zod';

/** What a person is called, 1 to 100 characters; without control characters, because names end up in headers, mails and terminals. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u);
