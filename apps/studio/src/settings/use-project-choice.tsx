import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { projectsQuery } from '../app/queries.ts';
import { SelectField } from '../parts/select-field.tsx';
import { useWords } from '../words/use-words.ts';

/** The project that some settings are for: the first until another is chosen; null where there is none. */
export function useProjectChoice() {
  const { t } = useWords();
  const projects = useQuery(projectsQuery).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const projectId = chosen ?? projects[0]?.id ?? null;
  const field =
    projectId === null ? (
      <p className="text-t2">{t('settings.noProject')}</p>
    ) : (
      <SelectField
        label={t('settings.project')}
        value={projectId}
        choices={projects.map(({ id, name }) => ({ value: id, text: name }))}
        onChange={setChosen}
        className="w-60"
      />
    );
  return { projectId, field };
}
