import { canon } from './canon.ts';
import { clipTemplates } from './clip-templates.ts';
import type { PresetFamily } from './preset.ts';

/** Every preset, family by family, in the order people look for them. */
export const presetFamilies: readonly PresetFamily[] = [
  { id: 'film', name: { en: 'Cinematic canon', zh: '电影经典' }, rows: canon },
  ...clipTemplates,
];
