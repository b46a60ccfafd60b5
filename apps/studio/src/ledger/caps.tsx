import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import { type Cap, capsQuery } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { useNames } from './use-names.ts';

const MOST_MICROS = 1_000_000 * 1e6;

function capCall({ scope, key }: Readonly<{ scope: Cap['scope']; key: string }>, capUsd: number): Promise<unknown> | null {
  switch (scope) {
    case 'day':
    case 'project':
    case 'provider':
      return server().call('ledger.set-cap', { scope, key, capUsd });
    case 'member': {
      const [projectId = '', userId = ''] = key.split('/');
      return server().call('ledger.set-member-cap', { projectId, userId, capUsd });
    }
    case 'token':
      return server().call('token.limit', { tokenId: key, spendUsd: capUsd });
    default:
      return scope satisfies never;
  }
}

/** What may be spent, and by whom it is set. The server holds every one of them. */
export function Caps({ projectId }: Readonly<{ projectId: string | undefined }>) {
  const { t } = useWords();
  const me = useQuery(meQuery).data;
  const caps = useQuery(capsQuery(projectId));
  if (caps.error !== null && caps.data === undefined)
    return (
      <div className="p-5">
        <Trouble error={caps.error} retry={() => void caps.refetch()} />
      </div>
    );
  if (caps.data === undefined) return <p className="p-5 text-t3">{t('frame.loading')}</p>;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-5 max-sm:p-3">
      <p className="text-t2">{t('ledger.capsHint')}</p>
      <ul className="flex flex-col">
        {caps.data.map((cap) => (
          <CapRow key={`${cap.scope} ${cap.key} ${cap.capUsdMicros}`} cap={cap} />
        ))}
      </ul>
      {me?.isServerOwner === true ? <NewCap /> : null}
    </div>
  );
}

function CapRow({ cap }: Readonly<{ cap: Cap }>) {
  const { t } = useWords();
  const names = useNames();
  const [text, setText] = useState(cap.capUsdMicros === null ? '' : String(cap.capUsdMicros / 1e6));
  const micros = typedMicros(text);
  const isBad = text.trim() !== '' && (micros === null || micros > MOST_MICROS);
  const isSame = micros === cap.capUsdMicros || (text.trim() === '' && cap.capUsdMicros === null);
  const set = useMutation({
    mutationFn: async () => (micros === null ? null : capCall(cap, micros / 1e6)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['ledger', 'caps'] }),
  });
  const used = cap.heldUsdMicros + cap.spentUsdMicros;
  const shareOf = (part: number) =>
    cap.capUsdMicros === null || cap.capUsdMicros === 0 ? 0 : Math.min(100, (100 * part) / cap.capUsdMicros);
  const name = names.capKey(cap);
  return (
    <li className="border-b border-line py-3">
      <form
        className="flex flex-wrap items-start gap-x-4 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad && !isSame) set.mutate();
        }}
      >
        <div className="min-w-40 flex-1">
          <p className="text-small text-t2">{t(`ledger.scope.${cap.scope}`)}</p>
          <p className="font-medium break-words">{name}</p>
          {cap.capUsdMicros === null ? null : (
            <div aria-hidden className="mt-1.5 flex h-1.5 overflow-hidden rounded-full bg-s4">
              <span className="bg-ok" style={{ width: `${shareOf(cap.spentUsdMicros)}%` }} />
              <span className="bg-cam" style={{ width: `${shareOf(cap.heldUsdMicros)}%` }} />
            </div>
          )}
          <p className="mt-1 text-small text-t2">
            {cap.leftUsdMicros === null
              ? t('ledger.capUsed', { used: signedUsd(used) })
              : t('ledger.capLeft', { used: signedUsd(used), left: signedUsd(cap.leftUsdMicros) })}
            {cap.isDefault ? ` · ${t('ledger.capDefault')}` : ''}
          </p>
        </div>
        <TextField
          label={t('ledger.capOf', { name })}
          isLabelHidden
          value={text}
          inputMode="decimal"
          placeholder={t('ledger.noCap')}
          hint={isSame ? undefined : t('ledger.capRange')}
          trouble={isBad ? t('ledger.capRange') : null}
          onChange={({ target }) => setText(target.value)}
          className="w-32"
        />
        <Button type="submit" className="min-h-8" disabled={isBad || isSame || micros === null || set.isPending}>
          {t('ledger.setCap')}
        </Button>
      </form>
      {set.error === null ? null : (
        <div className="mt-2">
          <Trouble error={set.error} />
        </div>
      )}
    </li>
  );
}

type NewScope = 'day' | 'project' | 'provider';

function NewCap() {
  const { t } = useWords();
  const names = useNames();
  const [scope, setScope] = useState<NewScope>('provider');
  const [key, setKey] = useState('');
  const [text, setText] = useState('');
  const micros = typedMicros(text);
  const isBad = text.trim() !== '' && (micros === null || micros > MOST_MICROS);
  const add = useMutation({
    mutationFn: async () =>
      server().call('ledger.set-cap', { scope, capUsd: (micros ?? 0) / 1e6, ...(key.trim() === '' ? {} : { key: key.trim() }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['ledger', 'caps'] }),
  });
  return (
    <form
      className="mt-2 flex flex-col gap-3 rounded-lg border border-line2 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (micros !== null && !isBad) add.mutate();
      }}
    >
      <h3 className="text-head font-semibold">{t('ledger.newCap')}</h3>
      <div className="flex flex-wrap items-start gap-3">
        <SelectField
          label={t('ledger.capFor')}
          value={scope}
          choices={(['provider', 'project', 'day'] as const).map((value) => ({ value, text: t(`ledger.scope.${value}`) }))}
          onChange={(value) => {
            setScope(value);
            setKey('');
          }}
          className="w-36"
        />
        {scope === 'project' ? (
          <SelectField
            label={t('ledger.which')}
            value={key}
            choices={[{ value: '', text: t('ledger.everyOther') }, ...names.projects.map(({ id, name }) => ({ value: id, text: name }))]}
            onChange={setKey}
            className="w-52"
          />
        ) : (
          <TextField
            label={t('ledger.which')}
            value={key}
            placeholder={scope === 'day' ? '2026-11-22' : 'api.example.com'}
            hint={t('ledger.whichHint')}
            onChange={({ target }) => setKey(target.value)}
            className="w-52"
          />
        )}
        <TextField
          label={t('ledger.amount')}
          value={text}
          inputMode="decimal"
          hint={t('ledger.capRange')}
          trouble={isBad ? t('ledger.capRange') : null}
          onChange={({ target }) => setText(target.value)}
          className="w-36"
        />
        <Button type="submit" className="mt-5 min-h-8" disabled={micros === null || isBad || add.isPending}>
          {t('ledger.setCap')}
        </Button>
      </div>
      {add.error === null ? null : <Trouble error={add.error} />}
      {add.data === undefined ? null : (
        <p role="status">
          {t(add.data.isUnblocked ? 'ledger.capUnblocked' : 'ledger.capSet', { amount: signedUsd(add.data.capUsdMicros) })}
        </p>
      )}
    </form>
  );
}
