import { z } from 'zod';

/** Text in both languages; at least one of them. A plain string in a file means the same text for both. */
export const Bilingual = z
  .strictObject({ en: z.string().max(2000).optional(), zh: z.string().max(2000).optional() })
  .refine((b) => b.en !== undefined || b.zh !== undefined, 'a text needs at least one language');
export type Bilingual = z.infer<typeof Bilingual>;
