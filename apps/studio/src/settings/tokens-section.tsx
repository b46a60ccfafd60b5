import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import { OnceShown } from './once-shown.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

const scopes = ['read', 'write', 'spend', 'admin'] as const;
type Scope = (typeof scopes)[number];

/** Tokens for programs and agents: what each may do, until when, and what it may spend. */
export function TokensSection() {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState('90');
  const [spend, setSpend] = useState('');
  const tokens = useQuery({
    queryKey: ['token'],
    queryFn: async ({ signal }) => (await server().call('token.list', { limit: 200 }, { signal })).items,
  });
  const maySpend = chosen.includes('spend');
  const micros = typedMicros(spend);
  const dayCount = Number(days);
  const isBad =
    name.trim() === '' ||
    chosen.length === 0 ||
    !(Number.isInteger(dayCount) && dayCount >= 1 && dayCount <= 3650) ||
    (maySpend && micros === null);
  const create = useChange(
    () =>
      server().call(
        'token.create',
        { name: name.trim(), scopes: chosen, days: dayCount, ...(maySpend && micros !== null ? { spendUsd: micros / 1e6 } : {}) },
        { key: crypto.randomUUID() },
      ),
    ['token'],
  );
  const revoke = useChange((tokenId: string) => server().call('token.revoke', { tokenId }), ['token']);
  const trouble = tokens.error ?? create.error ?? revoke.error;
  return (
    <Section id="tokens" title={t('settings.tokens')} hint={t('settings.tokens.hint')}>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) create.mutate(undefined);
        }}
      >
        <TextField
          label={t('settings.tokenName')}
          value={name}
          maxLength={100}
          onChange={({ target }) => setName(target.value)}
          className="w-48"
        />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-small text-t2">{t('settings.tokenScopes')}</legend>
          <span className="flex min-h-8 flex-wrap items-center gap-3">
            {scopes.map((scope) => (
              <label key={scope} className="flex min-h-6 items-center gap-1.5">
                <input
                  type="checkbox"
                  checked={chosen.includes(scope)}
                  onChange={({ target }) => setChosen(target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))}
                  className="size-4 accent-now"
                />
                {t(`settings.scope.${scope}`)}
              </label>
            ))}
          </span>
        </fieldset>
        <TextField
          label={t('settings.tokenDays')}
          value={days}
          inputMode="numeric"
          hint={t('settings.tokenDaysRange')}
          onChange={({ target }) => setDays(target.value)}
          className="w-28"
        />
        {maySpend ? (
          <TextField
            label={t('settings.tokenSpend')}
            value={spend}
            inputMode="decimal"
            onChange={({ target }) => setSpend(target.value)}
            className="w-32"
          />
        ) : null}
        <Button type="submit" className="mt-5 min-h-8" disabled={isBad || create.isPending}>
          {t('settings.makeToken')}
        </Button>
      </form>
      {create.data?.token === undefined || create.data.token === null ? null : (
        <OnceShown word={t('settings.tokenOnce')} value={create.data.token} />
      )}
      {trouble === null ? null : <Trouble error={trouble} retry={() => void tokens.refetch()} />}
      <ul className="max-w-3xl">
        {(tokens.data ?? [])
          .filter(({ revokedAt }) => revokedAt === null)
          .map((token) => (
            <li key={token.id} className="flex min-h-11 flex-wrap items-center gap-3 border-b border-line">
              <span className="min-w-0 flex-1 truncate font-medium">{token.name}</span>
              <span className="text-t2">{token.scopes.map((scope) => t(`settings.scope.${scope}`)).join(' · ')}</span>
              <span className="text-small text-t2">
                {token.expiresAt === null ? t('settings.noEnd') : t('settings.until', { date: token.expiresAt.slice(0, 10) })}
              </span>
              <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate(token.id)}>
                {t('settings.revoke')}
              </Button>
            </li>
          ))}
      </ul>
      {tokens.data?.every(({ revokedAt }) => revokedAt !== null) === true ? <p className="text-t2">{t('settings.noTokens')}</p> : null}
    </Section>
  );
}
