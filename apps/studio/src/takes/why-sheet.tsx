import { Shot } from '@fantascope/film';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import type { ListedTake } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import type { ShotEdit } from '../shot/shot-edit.ts';
import { useWords } from '../words/use-words.ts';
import { type Recipe, recipeOfManifest, recipeOfPlan } from './recipe.ts';
import { clockText } from './take-state.ts';
import { useMoneyWords } from './use-money-words.ts';

/** What was asked of a take and what was sent: losses, prompt, seed, cost, and the way back to the shot it was made from. */
export function WhySheet({
  take,
  number,
  name,
  onClose,
}: Readonly<{ take: ListedTake; number: number; name: string; onClose: () => void }>) {
  const { t, language } = useWords();
  const saidOf = useTroubleWords();
  const { store } = useDirect();
  const cost = useMoneyWords(take);
  const [isBack, setBack] = useState(false);
  const recipe = useQuery({ queryKey: ['take', 'recipe', take.id, take.state], queryFn: () => readRecipe(take) });
  const waitSec = take.endedAt === null ? null : (Date.parse(take.endedAt) - Date.parse(take.createdAt)) / 1000;
  const { data } = recipe;
  const bringBack = (shot: Shot) => {
    const fields = [
      'picture',
      'subject',
      'action',
      'setting',
      'light',
      'sentence',
      'aperture',
      'motions',
      'air',
      'grade',
      'shutter',
    ] as const;
    const edits: ShotEdit[] = [
      { kind: 'camera', camera: shot.camera },
      ...fields.map((field) => ({ kind: 'put', field, value: shot[field] }) as const),
    ];
    store.edit(edits);
    store.endGesture();
    setBack(true);
  };
  return (
    <Dialog.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-11 right-0 bottom-0 z-40 flex w-[min(560px,100vw)] flex-col gap-4 overflow-y-auto border-l border-line2 bg-s1 p-5"
        >
          <div className="flex items-start gap-3">
            <div className="min-w-0">
              <Dialog.Title className="text-drawer font-semibold">{t('takes.whyTitle', { number })}</Dialog.Title>
              <p className="text-t2">
                {name}
                {take.isEmulated ? <strong className="ml-2 font-medium text-warn">{t('takes.emulated')}</strong> : null}
              </p>
            </div>
            <Dialog.Close asChild>
              <IconButton className="ml-auto" label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} />
            </Dialog.Close>
          </div>
          {recipe.error === null ? null : (
            <p role="alert" className="text-bad">
              {saidOf(recipe.error)}
            </p>
          )}
          {data === undefined ? null : (
            <>
              {data.isWhole ? null : <p className="text-small text-t2">{t('takes.whyNone')}</p>}
              <section className="flex flex-col gap-2">
                <h3 className="font-semibold">{t('takes.whyLosses')}</h3>
                {data.losses.length === 0 ? <p className="text-t2">{t('takes.whyNoLosses')}</p> : null}
                <ul className="flex flex-col gap-1.5">
                  {data.losses.map(({ part, kind, text }) => (
                    <li key={`${part} ${kind} ${text.en}`} className="select-text">
                      {text[language]}
                    </li>
                  ))}
                </ul>
              </section>
              <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
                {data.prompt === null ? null : (
                  <Row name={t('takes.whyPrompt')}>
                    <span className="block rounded-md bg-s2 p-2 whitespace-pre-wrap select-text">{data.prompt}</span>
                  </Row>
                )}
                <Row name={t('takes.whySeed')}>{data.seed === null ? t('takes.whySeedUnknown') : String(data.seed)}</Row>
                {data.lengthSec === null ? null : <Row name={t('takes.whyLength')}>{`${data.lengthSec} s`}</Row>}
                {data.revision === null ? null : <Row name={t('takes.whyRevision')}>{String(data.revision)}</Row>}
                <Row name={t('takes.whyCost')}>{cost}</Row>
                {waitSec === null ? null : <Row name={t('takes.whyWait')}>{clockText(waitSec)}</Row>}
                {data.lineage.length === 0 ? null : <Row name={t('takes.whyFrom')}>{data.lineage.join(' ← ')}</Row>}
              </dl>
              <Back recipe={data} isBack={isBack} onBack={bringBack} />
            </>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Back({ recipe, isBack, onBack }: Readonly<{ recipe: Recipe; isBack: boolean; onBack: (shot: Shot) => void }>) {
  const { t } = useWords();
  const shot = Shot.safeParse(recipe.shot);
  if (!shot.success) return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={isBack} onClick={() => onBack(shot.data)}>
        {t('takes.whyShot')}
      </Button>
      {isBack ? (
        <span role="status" className="text-small text-t2">
          {t('takes.whyShotBack')}
        </span>
      ) : null}
    </div>
  );
}

function Row({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return (
    <>
      <dt className="text-t2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** A ready take tells its whole recipe; any other only its plan. */
async function readRecipe(take: ListedTake): Promise<Recipe> {
  if (take.state === 'ready') return recipeOfManifest(await server().call('take.manifest', { takeId: take.id }));
  if (take.shotId === null) return recipeOfPlan(undefined);
  const { items } = await server().call('plan.list', { shotId: take.shotId, limit: 200 });
  return recipeOfPlan(items.find(({ id }) => id === take.planId));
}
