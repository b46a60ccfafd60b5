import { Lightbulb } from 'lucide-react';
import { queries } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import type { PlanLine } from './carriers.ts';
import { KeyField } from './key-field.tsx';
import { LossList } from './loss-list.tsx';
import type { ShootRow } from './shoot-rows.ts';

/** What becomes of the shot on the model that is looked at: each loss in a sentence, and what can be done about it. */
export function ShootLosses({ row }: Readonly<{ row: ShootRow }>) {
  const { t, language } = useWords();
  const { store } = useDirect();
  const { line } = row;
  const name = row.name[language];
  const lengthSec = otherLengthSec(line);
  return (
    <section className="absolute inset-0 flex flex-col gap-2 overflow-y-auto pr-2">
      <h3 className="font-semibold">{t(line.refused === null ? 'shoot.willDo' : 'shoot.willNot', { name })}</h3>
      {line.refused === null ? null : <p>{line.refused.text[language]}</p>}
      {row.access === 'key' && row.keyName !== null ? <KeyField key={row.keyName} keyName={row.keyName} /> : null}
      {row.access === 'place' ? (
        <p className="text-warn">
          {t('shoot.placeHow')}
          <Button look="quiet" className="ml-2 text-now underline" onClick={() => void queries.invalidateQueries({ queryKey: ['model'] })}>
            {t('shoot.lookAgain')}
          </Button>
        </p>
      ) : null}
      {line.refused === null && line.losses.length === 0 ? <p className="text-t2">{t('shoot.asAsked')}</p> : null}
      <LossList
        line={line}
        after={({ part }) =>
          part === 'camera.lengthSec' && lengthSec !== null ? (
            <Button
              look="quiet"
              className="ml-2 text-now underline"
              onClick={() => {
                store.edit({ kind: 'rig', field: 'lengthSec', value: lengthSec });
                store.endGesture();
              }}
            >
              {t('shoot.useLength', { length: lengthSec })}
            </Button>
          ) : null
        }
      />
      {line.advice === null ? null : (
        <p className="flex items-center gap-2 text-small text-t2">
          <Lightbulb size={14} strokeWidth={1.6} aria-hidden className="shrink-0" />
          {t('shoot.advice', { said: line.advice[language] })}
        </p>
      )}
    </section>
  );
}

/** The length that the model will make, where it is another one and the plan says which, seconds. */
function otherLengthSec({ carriers, losses }: PlanLine): number | null {
  if (!losses.some(({ part, kind }) => part === 'camera.lengthSec' && kind === 'quantised')) return null;
  const [, sec] = /^(\d+(?:\.\d+)?) s$/.exec(carriers.find(({ part }) => part === 'camera.lengthSec')?.as ?? '') ?? [];
  return sec === undefined ? null : Number(sec);
}
