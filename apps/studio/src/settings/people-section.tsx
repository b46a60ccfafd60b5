import { useQuery } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { InvitationList } from './invitation-list.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';
import { useProjectChoice } from './use-project-choice.tsx';

/** Roles, the mightiest first. */
export const roles = ['owner', 'producer', 'artist', 'reviewer', 'viewer'] as const;

/** One's own name, the members of a project with their roles, and invitations. */
export function PeopleSection() {
  const { t } = useWords();
  const me = useQuery(meQuery);
  const [name, setName] = useState<string | null>(null);
  const rename = useChange((to: string) => server().call('person.rename', { name: to }), ['person']);
  const { projectId, field } = useProjectChoice();
  return (
    <Section id="people" title={t('settings.people')} hint={t('settings.people.hint')}>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== null && name.trim() !== '') rename.mutate(name.trim(), { onSuccess: () => setName(null) });
        }}
      >
        <TextField
          label={t('settings.myName')}
          value={name ?? me.data?.name ?? ''}
          maxLength={100}
          onChange={({ target }) => setName(target.value)}
          className="w-60"
        />
        <Button type="submit" className="min-h-8" disabled={name === null || name.trim() === '' || name === me.data?.name}>
          {t('settings.save')}
        </Button>
      </form>
      {rename.error === null ? null : <Trouble error={rename.error} />}
      {field}
      {projectId === null ? null : (
        <>
          <Members projectId={projectId} />
          <InvitationList projectId={projectId} />
        </>
      )}
    </Section>
  );
}

function Members({ projectId }: Readonly<{ projectId: string }>) {
  const { t } = useWords();
  const me = useQuery(meQuery).data;
  const members = useQuery({
    queryKey: ['member', projectId],
    queryFn: async ({ signal }) => (await server().call('member.list', { projectId, limit: 200 }, { signal })).items,
  });
  const people = useQuery({
    queryKey: ['person', 'list'],
    queryFn: async ({ signal }) => (await server().call('person.list', { limit: 200 }, { signal })).items,
    enabled: me?.isServerOwner === true,
  }).data;
  const set = useChange(
    (to: Readonly<{ userId: string; role: (typeof roles)[number] }>) => server().call('member.set', { projectId, ...to }),
    ['member'],
  );
  const remove = useChange((userId: string) => server().call('member.remove', { projectId, userId }), ['member']);
  const nameOf = (id: string) => people?.find((each) => each.id === id)?.name ?? (id === me?.id ? me.name : id);
  const strangers = (people ?? []).filter(
    ({ id, closedAt }) => closedAt === null && members.data?.every(({ userId }) => userId !== id) === true,
  );
  const trouble = members.error ?? set.error ?? remove.error;
  return (
    <div className="flex max-w-2xl flex-col gap-2">
      <ul>
        {members.data?.map(({ userId, role }) => (
          <li key={userId} className="flex min-h-11 items-center gap-3 border-b border-line">
            <span className="min-w-0 flex-1 truncate font-medium">
              {nameOf(userId)} {userId === me?.id ? <span className="font-normal text-t2">{t('settings.you')}</span> : null}
            </span>
            <SelectField
              label={t('settings.roleOf', { name: nameOf(userId) })}
              isLabelHidden
              value={role}
              choices={roles.map((value) => ({ value, text: t(`settings.role.${value}`) }))}
              onChange={(next) => set.mutate({ userId, role: next })}
              className="w-32"
            />
            <Button
              look="quiet"
              icon={<UserMinus size={14} aria-hidden />}
              disabled={remove.isPending}
              onClick={() => remove.mutate(userId)}
            >
              {t('settings.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {strangers.length === 0 ? null : (
        <SelectField
          label={t('settings.addMember')}
          value=""
          choices={[{ value: '', text: t('settings.choosePerson') }, ...strangers.map(({ id, name }) => ({ value: id, text: name }))]}
          onChange={(userId) => userId !== '' && set.mutate({ userId, role: 'viewer' })}
          className="w-60"
        />
      )}
      {trouble === null ? null : <Trouble error={trouble} />}
    </div>
  );
}
