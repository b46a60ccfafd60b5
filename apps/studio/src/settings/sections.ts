import type { Say } from '../words/use-words.ts';

/** The parts of the settings in their order. */
export const sectionNames = ['look', 'keys', 'people', 'tokens', 'hooks', 'labels', 'storage', 'server', 'health'] as const;
/** One of them. */
export type SectionName = (typeof sectionNames)[number];

/** The parts in whose name, sentence or further words all the words of a search are found. */
export function sectionsFound(text: string, t: Say): readonly SectionName[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return sectionNames.filter((name) => {
    const hay = [t(`settings.${name}`), t(`settings.${name}.hint`), t(`settings.${name}.more`)].join(' ').toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
