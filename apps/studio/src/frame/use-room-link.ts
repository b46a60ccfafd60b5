import { useStore } from '../parts/use-store.ts';
import { openPlace } from './open-place.ts';
import type { RoomName } from './rooms.ts';

/** Where the link of a room leads: back to the film and shot that are open, where there are any. */
export function useRoomLink() {
  const place = useStore(openPlace, (open) => open);
  return (room: RoomName) => {
    switch (room) {
      case 'direct':
        return place === null
          ? ({ to: '/' } as const)
          : ({
              to: '/film/$filmId/shot/$shotNumber',
              params: { filmId: place.filmId, shotNumber: String(place.shotNumber ?? 1) },
            } as const);
      case 'film':
        return place === null ? ({ to: '/library' } as const) : ({ to: '/film/$filmId', params: { filmId: place.filmId } } as const);
      case 'library':
        return { to: '/library' } as const;
      case 'lab':
        return { to: '/lab' } as const;
      case 'ledger':
        return { to: '/ledger' } as const;
      default:
        return room satisfies never;
    }
  };
}
