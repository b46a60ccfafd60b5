import { Outlet, useNavigate } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { useRef } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import { useProjectEvents } from '../app/project-events.ts';
import { DropZone } from '../parts/drop-zone.tsx';
import { later } from '../parts/later.tsx';
import { useStore } from '../parts/use-store.ts';
import { useWords, withWords } from '../words/use-words.ts';
import { openPlace } from './open-place.ts';
import { rooms } from './rooms.ts';
import { TopBar } from './top-bar.tsx';
import { useRoomLink } from './use-room-link.ts';

const Palette = later(async () => (await withWords(['palette', 'film', 'ledger', 'settings'], import('../palette/palette.tsx'))).Palette, {
  waits: true,
});

/** What stands around every room. */
export function Frame() {
  const { t } = useWords();
  const projectId = useStore(openPlace, (place) => place?.projectId);
  useProjectEvents(projectId);
  const navigate = useNavigate();
  const linkOf = useRoomLink();
  const isGoing = useRef(false);
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    const key = keyOf(event);
    if (isGoing.current) {
      isGoing.current = false;
      const room = rooms.find((each) => each.key === key);
      if (room !== undefined) void navigate(linkOf(room.name));
      else if (key === 's') void navigate({ to: '/settings' });
      else return false;
      return true;
    }
    if (key !== 'g') return false;
    isGoing.current = true;
    setTimeout(() => {
      isGoing.current = false;
    }, 1200);
    return true;
  });
  return (
    <Tooltip.Provider>
      <a href="#room" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-s3 focus:p-2">
        {t('frame.skip')}
      </a>
      <div className="flex h-full flex-col bg-s1">
        <TopBar />
        <Palette />
        <main id="room" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <Outlet />
        </main>
        <DropZone />
      </div>
    </Tooltip.Provider>
  );
}
