import { PlanChanged, Problem } from '@fantascope/client';
import { useRef, useState } from 'react';
import { queries, server } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import { useWords } from '../words/use-words.ts';
import { type Chosen, shootInput } from './use-asked.ts';

/** What became of one take that was asked for. `refused`: nothing was sent or paid; `unsure`: no answer came, and asking again with the same key is safe. */
export type Slot = Readonly<{
  model: string;
  number: number;
  is: 'sending' | 'sent' | 'refused' | 'unsure';
  said: string | null;
  takeId: string | null;
}>;

/** What is wanted of one press: a model, how many takes, and the hash that the server showed for it. */
export type Wanted = Chosen & Readonly<{ takes: number; hash: string }>;

/** Shoots: one POST a take, each with a key of its own that this opening of the drawer made once. */
export function useShoot(openingKey: string) {
  const { t } = useWords();
  const { shotId } = useDirect();
  const [slots, setSlots] = useState<readonly Slot[]>([]);
  const isBusy = useRef(false);
  const put = (slot: Slot) =>
    setSlots((all) => [...all.filter(({ model, number }) => model !== slot.model || number !== slot.number), slot]);
  const one = async (wanted: Wanted, number: number): Promise<Slot> => {
    const slot = { model: wanted.model, number, said: null, takeId: null };
    put({ ...slot, is: 'sending' });
    try {
      const options = { key: `${openingKey}:${wanted.model}:${number}`, confirm: wanted.hash };
      const { takeId } = await server().call('take.shoot', shootInput(shotId, wanted), options);
      return { ...slot, is: 'sent', takeId };
    } catch (error) {
      if (error instanceof PlanChanged) return { ...slot, is: 'refused', said: t('shoot.planChanged') };
      if (error instanceof Problem && error.status < 500) return { ...slot, is: 'refused', said: error.message };
      return { ...slot, is: 'unsure', said: t('shoot.noAnswer') };
    }
  };
  return {
    slots,
    /** Sends what is not sent yet of what is wanted; true where all of it is. A second press while the first is under way does nothing. */
    shoot: async (wanted: readonly Wanted[]): Promise<boolean> => {
      if (isBusy.current) return false;
      isBusy.current = true;
      try {
        const done = new Set(slots.filter(({ is }) => is === 'sent').map(({ model, number }) => `${model}:${number}`));
        let isWhole = true;
        for (const each of wanted)
          for (let number = 1; number <= each.takes; number++) {
            if (done.has(`${each.model}:${number}`)) continue;
            const slot = await one(each, number);
            put(slot);
            isWhole &&= slot.is === 'sent';
          }
        if (!isWhole) for (const name of ['shoot', 'model']) void queries.invalidateQueries({ queryKey: [name] });
        return isWhole;
      } finally {
        isBusy.current = false;
        for (const name of ['take', 'ledger']) void queries.invalidateQueries({ queryKey: [name] });
      }
    },
    isSending: slots.some(({ is }) => is === 'sending'),
  };
}
