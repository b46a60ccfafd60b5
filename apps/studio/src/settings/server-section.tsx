import type { Operations } from '@fantascope/client';
import { LabelPolicy } from '@fantascope/film';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { type Say, useWords } from '../words/use-words.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

type Line = Operations['setting.list']['output']['items'][number];

/** Settings of the running server, each said by the server itself. */
export function ServerSection() {
  const { t } = useWords();
  const settings = useQuery({
    queryKey: ['setting'],
    queryFn: async ({ signal }) => (await server().call('setting.list', {}, { signal })).items,
    retry: false,
  });
  return (
    <Section id="server" title={t('settings.server')} hint={t('settings.server.hint')}>
      {settings.error === null ? null : <Trouble error={settings.error} retry={() => void settings.refetch()} />}
      <ul className="flex max-w-3xl flex-col">
        {settings.data?.map((line) => (
          <SettingLine key={`${line.name} ${line.value}`} line={line} />
        ))}
      </ul>
    </Section>
  );
}

/** What a setting is where nobody has set it, in words where it has some. */
function usualText({ name, usual }: Line, t: Say): string {
  const policy = name === 'labels.policy' ? LabelPolicy.options.find((each) => each === usual) : undefined;
  if (policy !== undefined) return t(`settings.labels.policy.${policy}`);
  return usual === 'server-owner' || usual === 'project-owners' ? t(`settings.who.${usual}`) : String(usual);
}

function SettingLine({ line }: Readonly<{ line: Line }>) {
  const { t, language } = useWords();
  const [text, setText] = useState(String(line.value));
  const set = useChange((value: string | number) => server().call('setting.set', { name: line.name, value }), ['setting', 'label', 'film']);
  const isNumber = typeof line.value === 'number';
  const isBad = isNumber && !/^\d{1,7}$/.test(text.trim());
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3">
      <form
        className="flex flex-wrap items-end gap-x-4 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) set.mutate(isNumber ? Number(text) : text);
        }}
      >
        <p className="min-w-56 flex-1">
          {line[language]} <span className="block text-small text-t2">{t('settings.usual', { value: usualText(line, t) })}</span>
        </p>
        {line.name === 'people.whoInvites' ? (
          <SelectField
            label={line[language]}
            isLabelHidden
            value={text === 'project-owners' ? 'project-owners' : 'server-owner'}
            choices={(['server-owner', 'project-owners'] as const).map((value) => ({ value, text: t(`settings.who.${value}`) }))}
            onChange={setText}
            className="w-44"
          />
        ) : line.name === 'labels.policy' ? (
          <SelectField
            label={line[language]}
            isLabelHidden
            value={LabelPolicy.options.find((each) => each === text) ?? 'generated'}
            choices={LabelPolicy.options.map((value) => ({ value, text: t(`settings.labels.policy.${value}`) }))}
            onChange={setText}
            className="w-72 max-w-full"
          />
        ) : (
          <TextField
            label={line[language]}
            isLabelHidden
            value={text}
            inputMode={isNumber ? 'numeric' : 'text'}
            onChange={({ target }) => setText(target.value)}
            className={isNumber ? 'w-28' : 'w-72 max-w-full'}
          />
        )}
        <Button type="submit" className="min-h-8" disabled={isBad || text === String(line.value) || set.isPending}>
          {t('settings.save')}
        </Button>
      </form>
      {set.error === null ? null : <Trouble error={set.error} />}
    </li>
  );
}
