import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { queries, server } from '../../app/server.ts';
import { Button } from '../../parts/button.tsx';
import { useTroubleWords } from '../../parts/trouble.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';

/** Keeps the shot's moves under a name in the project, for every shot of it. */
export function SaveMove() {
  const { t } = useWords();
  const said = useTroubleWords();
  const { film } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const [name, setName] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (own: string) => server().call('preset.save', { projectId: film.projectId, name: own, camera: camera as never }),
    onSuccess: () => {
      setName(null);
      return queries.invalidateQueries({ queryKey: ['preset', 'list', film.projectId] });
    },
  });
  if (!isMoves(camera) || camera.moves.length === 0) return null;
  if (name === null)
    return (
      <Button look="quiet" onClick={() => setName('')}>
        {t('strip.save')}
      </Button>
    );
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (name.trim() !== '') save.mutate(name.trim());
      }}
    >
      <input
        ref={(input) => input?.focus()}
        aria-label={t('strip.saveName')}
        placeholder={t('strip.saveName')}
        value={name}
        maxLength={200}
        className="min-h-7 w-full rounded-sm border border-ctl bg-s2 px-2 text-base"
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setName(null)}
      />
      {save.error === null ? null : <span className="text-small text-bad">{said(save.error)}</span>}
      <Button type="submit">{t('strip.save')}</Button>
    </form>
  );
}
