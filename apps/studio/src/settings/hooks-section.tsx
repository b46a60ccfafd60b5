import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { OnceShown } from './once-shown.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';
import { useProjectChoice } from './use-project-choice.tsx';

/** Addresses that are told what happens in a project. */
export function HooksSection() {
  const { t } = useWords();
  const { projectId, field } = useProjectChoice();
  return (
    <Section id="hooks" title={t('settings.hooks')} hint={t('settings.hooks.hint')}>
      {field}
      {projectId === null ? null : <Hooks key={projectId} projectId={projectId} />}
    </Section>
  );
}

function Hooks({ projectId }: Readonly<{ projectId: string }>) {
  const { t } = useWords();
  const [url, setUrl] = useState('');
  const hooks = useQuery({
    queryKey: ['hook', projectId],
    queryFn: async ({ signal }) => (await server().call('hook.list', { projectId }, { signal })).items,
    retry: false,
  });
  const create = useChange(() => server().call('hook.create', { projectId, url: url.trim() }, { key: crypto.randomUUID() }), ['hook']);
  const turn = useChange((to: Readonly<{ hookId: string; isOn: boolean }>) => server().call('hook.turn', to), ['hook']);
  const remove = useChange((hookId: string) => server().call('hook.remove', { hookId }), ['hook']);
  const test = useChange((hookId: string) => server().call('hook.test', { hookId }), []);
  const trouble = hooks.error ?? create.error ?? turn.error ?? remove.error ?? test.error;
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(undefined);
        }}
      >
        <TextField
          label={t('settings.hookUrl')}
          type="url"
          placeholder="https://"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
          className="w-80 max-w-full"
        />
        <Button type="submit" className="min-h-8" disabled={!/^https?:\/\/./.test(url.trim()) || create.isPending}>
          {t('settings.addHook')}
        </Button>
      </form>
      {create.data?.secret === undefined || create.data.secret === null ? null : (
        <OnceShown word={t('settings.hookSecret')} value={create.data.secret} />
      )}
      {trouble === null ? null : <Trouble error={trouble} />}
      {test.data === undefined ? null : <p role="status">{t('settings.hookTested')}</p>}
      <ul>
        {hooks.data?.map((hook) => (
          <li key={hook.id} className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line">
            <span className="min-w-0 flex-1 break-all">{hook.url}</span>
            <span className={hook.isOn ? 'text-ok' : 'text-t2'}>{t(hook.isOn ? 'settings.on' : 'settings.off')}</span>
            <Button look="quiet" onClick={() => turn.mutate({ hookId: hook.id, isOn: !hook.isOn })}>
              {t(hook.isOn ? 'settings.turnOff' : 'settings.turnOn')}
            </Button>
            <Button look="quiet" onClick={() => test.mutate(hook.id)}>
              {t('settings.test')}
            </Button>
            <Button look="danger" onClick={() => remove.mutate(hook.id)}>
              {t('settings.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {hooks.data?.length === 0 ? <p className="text-t2">{t('settings.noHooks')}</p> : null}
    </div>
  );
}
