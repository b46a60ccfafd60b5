import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { filmQuery, filmsQuery, projectsQuery } from '../app/queries.ts';
import { setTheme } from '../app/theme.ts';
import { openPlace } from '../frame/open-place.ts';
import { rooms } from '../frame/rooms.ts';
import { useRoomLink } from '../frame/use-room-link.ts';
import { useStore } from '../parts/use-store.ts';
import { sectionNames } from '../settings/sections.ts';
import { allWords } from '../words/all-words.ts';
import { setLanguage } from '../words/use-words.ts';
import type { WordKey } from '../words/words.ts';
import type { Command } from './find-commands.ts';

/** A command and what it does. */
export type Act = Command & Readonly<{ run: () => void }>;

const both = (key: WordKey) => ({ en: allWords[key][0], zh: allWords[key][1] });

/** Every room, film and shot, parts of the settings and the ledger, and what the studio can do anywhere. */
export function useCommands(isOpen: boolean, onShortcuts: () => void): readonly Act[] {
  const navigate = useNavigate();
  const linkOf = useRoomLink();
  const place = useStore(openPlace, (open) => open);
  const projects = useQuery({ ...projectsQuery, enabled: isOpen }).data ?? [];
  const lists = useQueries({ queries: projects.map(({ id }) => ({ ...filmsQuery(id), enabled: isOpen })) });
  const films = lists.flatMap(({ data }) => data ?? []);
  // The shots of the film that is open, else of the one that was changed last.
  const filmId = place?.filmId ?? films.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0]?.id;
  const film = useQuery({ ...filmQuery(filmId ?? ''), enabled: isOpen && filmId !== undefined }).data;
  const themes = (['system', 'dark', 'light'] as const).map((theme): Act => {
    const [name, value] = [both('settings.theme'), both(`settings.theme.${theme}`)];
    return { id: `theme ${theme}`, group: 'do', en: `${name.en}: ${value.en}`, zh: `${name.zh}：${value.zh}`, run: () => setTheme(theme) };
  });
  return [
    ...rooms.map(({ name, word }): Act => ({ id: `room ${name}`, group: 'room', ...both(word), run: () => void navigate(linkOf(name)) })),
    { id: 'room settings', group: 'room', ...both('frame.settings'), run: () => void navigate({ to: '/settings' }) },
    ...films.map(
      ({ id, title }): Act => ({
        id: `film ${id}`,
        group: 'film',
        en: title,
        zh: title,
        run: () => void navigate({ to: '/film/$filmId', params: { filmId: id } }),
      }),
    ),
    ...(film?.document.shots ?? []).map((shot, index): Act => {
      const number = String(index + 1);
      const name = shot.name ?? '';
      const params = { filmId: film?.id ?? '', shotNumber: number };
      return {
        id: `shot ${shot.id ?? number}`,
        group: 'shot',
        en: `Shot ${number.padStart(2, '0')} ${name}`,
        zh: `镜 ${number.padStart(2, '0')} ${name}`,
        run: () => void navigate({ to: '/film/$filmId/shot/$shotNumber', params }),
      };
    }),
    ...(place?.undo == null ? [] : [{ id: 'undo', group: 'do', ...both('frame.undo'), run: place.undo } as const]),
    ...(place?.redo == null ? [] : [{ id: 'redo', group: 'do', ...both('frame.redo'), run: place.redo } as const]),
    { id: 'shortcuts', group: 'do', ...both('palette.shortcuts'), run: onShortcuts },
    { id: 'language zh', group: 'do', en: '中文 / Chinese', zh: '中文', run: () => setLanguage('zh') },
    { id: 'language en', group: 'do', en: 'English', zh: '英文 / English', run: () => setLanguage('en') },
    ...themes,
    {
      id: 'ledger unknown',
      group: 'ledger',
      ...both('palette.toCheck'),
      run: () => void navigate({ to: '/ledger', search: { by: 'unknown' } }),
    },
    { id: 'ledger caps', group: 'ledger', ...both('ledger.caps'), run: () => void navigate({ to: '/ledger', search: { by: 'caps' } }) },
    {
      id: 'ledger figures',
      group: 'ledger',
      ...both('ledger.figures'),
      run: () => void navigate({ to: '/ledger', search: { by: 'day' } }),
    },
    ...sectionNames.map(
      (section): Act => ({
        id: `settings ${section}`,
        group: 'settings',
        ...both(`settings.${section}`),
        run: () => void navigate({ to: '/settings', search: { section } }),
      }),
    ),
    { id: 'reload', group: 'do', ...both('frame.reload'), run: () => location.reload() },
  ];
}
