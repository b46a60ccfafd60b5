import { Problem } from '@fantascope/client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { meQuery } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { languageNow, useWords } from '../words/use-words.ts';

/** Where a provider's key is missing: put it in here and test it, without cost. Its value is never shown again. */
export function KeyField({ keyName }: Readonly<{ keyName: string }>) {
  const { t } = useWords();
  const me = useQuery(meQuery);
  const [value, setValue] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (me.data?.isServerOwner !== true) return <p className="text-t2">{t('shoot.keyOwner', { name: keyName })}</p>;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await server().call('key.set', { name: keyName, value: value.trim() });
      setValue('');
      await queries.invalidateQueries({ queryKey: ['key'] });
      const { text } = await server().call('key.test', { name: keyName });
      setSaid(text[languageNow()]);
    } catch (error) {
      setSaid(error instanceof Problem ? error.message : t('frame.serverGone'));
    } finally {
      setBusy(false);
      for (const name of ['model', 'plan']) await queries.invalidateQueries({ queryKey: [name] });
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-1.5">
      <label className="flex flex-wrap items-center gap-2">
        <span className="text-t2">{t('shoot.keyOf', { name: keyName })}</span>
        <input
          type="password"
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          className="min-h-7 w-64 rounded-sm border border-ctl bg-s2 px-2"
        />
        <Button type="submit" disabled={isBusy || value.trim() === ''}>
          {t('shoot.keySave')}
        </Button>
      </label>
      <p role="status" className="text-small text-t2">
        {said ?? t('shoot.keyKept')}
      </p>
    </form>
  );
}
