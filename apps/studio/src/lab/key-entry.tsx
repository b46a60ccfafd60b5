import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

const readAnew = () => Promise.all(['model', 'key', 'plan'].map((name) => queries.invalidateQueries({ queryKey: [name] })));

/** A provider's key: put in, replaced or removed. It is shown as set or not set, never as it is. */
export function KeyEntry({ keyName, isSet }: Readonly<{ keyName: string; isSet: boolean }>) {
  const { t, language } = useWords();
  const me = useQuery(meQuery).data;
  const [value, setValue] = useState('');
  const set = useMutation({
    mutationFn: () => server().call('key.set', { name: keyName, value: value.trim() }),
    onSuccess: async () => {
      setValue('');
      await readAnew();
      test.mutate();
    },
  });
  const test = useMutation({ mutationFn: () => server().call('key.test', { name: keyName }) });
  const remove = useMutation({ mutationFn: () => server().call('key.remove', { name: keyName }), onSuccess: readAnew });
  const isBad = value !== '' && !/^[\x21-\x7e]{1,4000}$/.test(value.trim());
  const trouble = set.error ?? test.error ?? remove.error;
  if (me !== undefined && !me.isServerOwner) return <p className="text-t2">{t('lab.keyOwner')}</p>;
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      <h3 className="text-head font-semibold">
        {t('lab.keyOf')} <span className="font-mono text-small font-normal text-t2">{keyName}</span>
      </h3>
      <form
        className="flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad && value.trim() !== '') set.mutate();
        }}
      >
        <TextField
          type="password"
          autoComplete="new-password"
          label={t(isSet ? 'lab.newKey' : 'lab.pasteKey')}
          value={value}
          hint={t('lab.keySealed')}
          trouble={isBad ? t('lab.keyShape') : null}
          onChange={({ target }) => setValue(target.value)}
          className="min-w-56 flex-1"
        />
        <Button type="submit" className="mt-5 min-h-8" disabled={isBad || value.trim() === '' || set.isPending}>
          {t('lab.saveKey')}
        </Button>
        {isSet ? (
          <Button className="mt-5 min-h-8" disabled={test.isPending} onClick={() => test.mutate()}>
            {t('lab.testKey')}
          </Button>
        ) : null}
        {isSet ? (
          <Button look="danger" className="mt-5 min-h-8" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('lab.removeKey')}
          </Button>
        ) : null}
      </form>
      {set.data === undefined ? null : <p role="status">{t('lab.keySaved')}</p>}
      {test.isPending ? <p role="status">{t('lab.testing')}</p> : null}
      {test.data === undefined || test.isPending ? null : (
        <p role="status" className={test.data.outcome === 'works' ? 'text-ok' : test.data.outcome === 'refused' ? 'text-bad' : 'text-warn'}>
          {test.data.text[language]}
        </p>
      )}
      {trouble === null ? null : <Trouble error={trouble} />}
    </section>
  );
}
