import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Frame } from '../frame/frame.tsx';
import { NotFound } from '../frame/not-found.tsx';
import { RoomBroken } from '../frame/room-broken.tsx';
import { fetchTheRest } from '../parts/later.tsx';
import { withWords } from '../words/use-words.ts';
import { firstPlace } from './first-place.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: RoomBroken });

/** Another room than Direct: no picture comes to stand in it, so what was left for later is fetched after it. */
async function room<Part>(...asked: Parameters<typeof withWords<Part>>): Promise<Part> {
  const part = await withWords(...asked);
  void fetchTheRest();
  return part;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown): number | undefined =>
  Number.isFinite(Number(value)) && value !== '' && value !== undefined ? Number(value) : undefined;
const put = <Name extends string, T>(name: Name, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, T>>;

const first = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ ...(await firstPlace()), replace: true });
  },
});
const direct = createRoute({
  getParentRoute: () => root,
  path: '/film/$filmId/shot/$shotNumber',
  // The place is in the address: a link opens the same frame.
  validateSearch: (search: Record<string, unknown>) => ({
    ...put('t', number(search['t'])),
    ...put('drawer', text(search['drawer'])),
    ...put('take', text(search['take'])),
    ...put('other', text(search['other'])),
    ...put('tool', text(search['tool'])),
  }),
  component: lazyRouteComponent(() => import('../direct/direct-room.tsx'), 'DirectRoom'),
});
const film = createRoute({
  getParentRoute: () => root,
  path: '/film/$filmId',
  validateSearch: (search: Record<string, unknown>) => ({
    ...put('t', number(search['t'])),
    ...put('tab', text(search['tab'])),
    ...put('drawer', text(search['drawer'])),
    // What the whole film is to be shot on.
    ...put('model', text(search['model'])),
  }),
  component: lazyRouteComponent(() => room(['film'], import('../film/film-room.tsx')), 'FilmRoom'),
});
const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: (search: Record<string, unknown>) => ({
    ...put('project', text(search['project'])),
    ...put('q', text(search['q'])),
    ...put('kind', text(search['kind'])),
    ...put('origin', text(search['origin'])),
    ...put('tab', text(search['tab'])),
    ...put('asset', text(search['asset'])),
    // What files are to look like (library/look.ts).
    ...put('like', text(search['like'])),
    ...put('sketch', text(search['sketch'])),
    ...put('colours', text(search['colours'])),
  }),
  component: lazyRouteComponent(() => room(['library', 'stills', 'shoot'], import('../library/library-room.tsx')), 'LibraryRoom'),
});
const lab = createRoute({
  getParentRoute: () => root,
  path: '/lab',
  validateSearch: (search: Record<string, unknown>) => ({ ...put('model', text(search['model'])), ...put('q', text(search['q'])) }),
  component: lazyRouteComponent(() => room(['lab'], import('../lab/lab-room.tsx')), 'LabRoom'),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: (search: Record<string, unknown>) => ({
    ...put('project', text(search['project'])),
    ...put('take', text(search['take'])),
    ...put('by', text(search['by'])),
  }),
  component: lazyRouteComponent(() => room(['ledger'], import('../ledger/ledger-room.tsx')), 'LedgerRoom'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>) => ({ ...put('section', text(search['section'])), ...put('q', text(search['q'])) }),
  component: lazyRouteComponent(() => room(['settings'], import('../settings/settings-room.tsx')), 'SettingsRoom'),
});

/** Every address of the studio. */
export const router = createRouter({
  routeTree: root.addChildren([first, direct, film, library, lab, ledger, settings]),
  defaultErrorComponent: RoomBroken,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
