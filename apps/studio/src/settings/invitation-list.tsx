import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { OnceShown } from './once-shown.tsx';
import { useChange } from './use-change.ts';

const roles = ['viewer', 'reviewer', 'artist', 'producer', 'owner'] as const;

/** Invitations into a project: made, listed, taken back. The link is shown once. */
export function InvitationList({ projectId }: Readonly<{ projectId: string }>) {
  const { t } = useWords();
  const [role, setRole] = useState<(typeof roles)[number]>('artist');
  const [email, setEmail] = useState('');
  const open = useQuery({
    queryKey: ['member', 'invitations', projectId],
    queryFn: async ({ signal }) => (await server().call('person.invitations', { projectId, limit: 100 }, { signal })).items,
    retry: false,
  });
  const invite = useChange(
    () =>
      server().call(
        'person.invite',
        { projectId, role, ...(email.trim() === '' ? {} : { email: email.trim() }) },
        { key: crypto.randomUUID() },
      ),
    ['member'],
  );
  const takeBack = useChange((inviteId: string) => server().call('person.uninvite', { projectId, inviteId }), ['member']);
  const trouble = invite.error ?? takeBack.error;
  const waiting = (open.data ?? []).filter(({ usedAt }) => usedAt === null);
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      <h3 className="text-head font-semibold">{t('settings.invite')}</h3>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(undefined);
        }}
      >
        <SelectField
          label={t('settings.role')}
          value={role}
          choices={roles.map((value) => ({ value, text: t(`settings.role.${value}`) }))}
          onChange={setRole}
          className="w-32"
        />
        <TextField
          label={t('settings.email')}
          type="email"
          value={email}
          onChange={({ target }) => setEmail(target.value)}
          className="w-60"
        />
        <Button type="submit" className="min-h-8" disabled={invite.isPending}>
          {t('settings.doInvite')}
        </Button>
      </form>
      {invite.data?.path === undefined || invite.data.path === null ? null : (
        <OnceShown word={t('settings.inviteLink')} value={new URL(invite.data.path, location.origin).href} />
      )}
      {trouble === null ? null : <Trouble error={trouble} />}
      <ul>
        {waiting.map((each) => (
          <li key={each.id} className="flex min-h-10 items-center gap-3 border-b border-line">
            <span className="min-w-0 flex-1 wrap-anywhere">
              {each.email ?? t('settings.whoeverHasLink')} ·{' '}
              {each.role === null ? '' : t(`settings.role.${each.role as (typeof roles)[number]}`)}
              <span className="ml-2 text-small text-t2">{t('settings.until', { date: each.expiresAt.slice(0, 10) })}</span>
            </span>
            <Button look="quiet" disabled={takeBack.isPending} onClick={() => takeBack.mutate(each.id)}>
              {t('settings.takeBack')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
