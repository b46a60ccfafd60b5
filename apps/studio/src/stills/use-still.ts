import { PlanChanged, Problem } from '@fantascope/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queries, server } from '../app/server.ts';
import { isEmulatedBy, shootInput, upperOf } from '../shoot/use-asked.ts';
import { useWords } from '../words/use-words.ts';
import { missingFor, type StillAsked, stillShot } from './still-shot.ts';

const REST_MS = 600;
const kept = (projectId: string) => `fantascope.stills.${projectId}`;

/** The shot that a project's stills are takes of: as this browser knows it, else that of the newest picture that was made; null while there is none. */
async function findShot(projectId: string, imageModels: readonly string[]): Promise<string | null> {
  const known = localStorage.getItem(kept(projectId));
  if (known !== null) return known;
  const { items } = await server().call('take.list', { projectId, limit: 200 });
  return items.find(({ model, shotId }) => shotId !== null && imageModels.includes(model))?.shotId ?? null;
}

/** Stores what is asked, so that what is shown is what would be made. */
async function store(
  projectId: string,
  { asked, name, known }: Readonly<{ asked: StillAsked; name: string; known: string | null }>,
): Promise<string> {
  const document = stillShot(asked) as never;
  if (known !== null) {
    try {
      return (await server().call('shot.change', { shotId: known, document })).id;
    } catch (error) {
      // Archived by somebody, or of another data folder: a new one takes its place.
      if (!(error instanceof Problem) || (error.status !== 404 && error.code !== 'jobs.locked')) throw error;
    }
  }
  const { id } = await server().call('shot.create', { projectId, name, document }, { key: crypto.randomUUID() });
  localStorage.setItem(kept(projectId), id);
  return id;
}

/** What became of one picture that was asked for. */
export type StillSlot = Readonly<{ number: number; is: 'sending' | 'sent' | 'refused' | 'unsure'; said: string | null }>;

/** Asks what a picture would cost, and makes it: one POST a picture, each with a key of its own. */
export function useStill({
  projectId,
  asked,
  model,
  capMicros,
  parentTakeId,
  imageModels,
}: Readonly<{
  projectId: string;
  asked: StillAsked;
  model: Readonly<{ id: string; camera: string; paintMask: 'none' | 'optional' | 'required' }> | null;
  capMicros: number | null;
  /** The take that the picture came from. */
  parentTakeId: string | null;
  imageModels: readonly string[];
}>) {
  const { t } = useWords();
  const [slots, setSlots] = useState<readonly StillSlot[]>([]);
  const key = useRef(crypto.randomUUID());
  const isBusy = useRef(false);
  const stamp = JSON.stringify({ asked, model: model?.id, capMicros, parentTakeId });
  const rested = useRested(stamp);
  const chosen = { model: model?.id ?? '', capMicros, parentTakeId };
  const isWanted = model !== null && missingFor(asked, model) === null;
  const found = useQuery({
    queryKey: ['still', 'shot', projectId, imageModels],
    queryFn: () => findShot(projectId, imageModels),
    enabled: imageModels.length > 0,
  });
  const price = useQuery({
    queryKey: ['still', 'ask', projectId, rested],
    queryFn: async ({ signal }) => {
      const shotId = await store(projectId, {
        asked,
        name: t('stills.shotName'),
        known: localStorage.getItem(kept(projectId)) ?? found.data ?? null,
      });
      const preview = await server().ask('take.shoot', shootInput(shotId, chosen), { signal });
      return { shotId, hash: preview.hash, upMicros: upperOf(preview), isEmulated: isEmulatedBy(preview) };
    },
    enabled: isWanted && rested === stamp && found.isSuccess,
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  });
  const plan = isWanted && rested === stamp ? (price.data ?? null) : null;
  const put = (slot: StillSlot) => setSlots((all) => [...all.filter(({ number }) => number !== slot.number), slot]);
  const make = async (count: number): Promise<void> => {
    if (plan === null || isBusy.current) return;
    isBusy.current = true;
    let isWhole = true;
    const done = new Set(slots.filter(({ is }) => is === 'sent').map(({ number }) => number));
    for (let number = 1; number <= count; number++) {
      if (done.has(number)) continue;
      put({ number, is: 'sending', said: null });
      try {
        await server().call('take.shoot', shootInput(plan.shotId, chosen), { key: `${key.current}:${number}`, confirm: plan.hash });
        put({ number, is: 'sent', said: null });
      } catch (error) {
        isWhole = false;
        const isRefused = error instanceof Problem && error.status < 500;
        const said = error instanceof PlanChanged ? t('shoot.planChanged') : isRefused ? error.message : t('shoot.noAnswer');
        put({ number, is: isRefused ? 'refused' : 'unsure', said });
      }
    }
    if (isWhole) {
      // The next press is for other pictures.
      key.current = crypto.randomUUID();
      setSlots([]);
    }
    isBusy.current = false;
    for (const name of ['take', 'ledger', 'still']) await queries.invalidateQueries({ queryKey: [name] });
  };
  return {
    slots,
    make,
    plan,
    error: found.error ?? (isWanted && rested === stamp ? price.error : null),
    isAsking: isWanted && (rested !== stamp || price.isFetching),
    isSending: slots.some(({ is }) => is === 'sending'),
    shotId: plan?.shotId ?? found.data ?? null,
  };
}

function useRested(stamp: string): string {
  const [rested, setRested] = useState(stamp);
  useEffect(() => {
    const timer = setTimeout(() => setRested(stamp), REST_MS);
    return () => clearTimeout(timer);
  }, [stamp]);
  return rested;
}
