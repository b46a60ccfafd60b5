import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { server } from '../../app/server.ts';
import { type PickedPicture, pickedOf } from '../picture-field.tsx';

/** Whether the address asks for a picture to be painted on, which is then begun once. */
export function useExtended(assetId: string | null, begin: (picture: PickedPicture) => void): boolean {
  const begun = useRef<string | null>(null);
  const newest = useRef(begin);
  newest.current = begin;
  const found = useQuery({
    queryKey: ['asset', 'one', assetId],
    queryFn: ({ signal }) => server().call('asset.show', { assetId: assetId ?? '' }, { signal }),
    enabled: assetId !== null,
  });
  const asset = found.data?.kind === 'image' ? found.data : undefined;
  useEffect(() => {
    if (asset === undefined || begun.current === asset.id) return;
    begun.current = asset.id;
    newest.current(pickedOf(asset));
  }, [asset]);
  return asset !== undefined;
}
