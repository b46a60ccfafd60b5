import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { meQuery, projectsQuery } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { useWords } from '../words/use-words.ts';

const peopleQuery = {
  queryKey: ['person', 'list'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await server().call('person.list', { limit: 200 }, { signal })).items,
} as const;
const modelsQuery = {
  queryKey: ['model', 'list'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await server().call('model.list', {}, { signal })).items,
  staleTime: 3_600_000,
} as const;

/** Names of projects, models and people by their ids; the id where there is no name to be seen. */
export function useNames() {
  const { t, language } = useWords();
  const projects = useQuery(projectsQuery).data;
  const models = useQuery(modelsQuery).data;
  const me = useQuery(meQuery).data;
  const people = useQuery({ ...peopleQuery, enabled: me?.isServerOwner === true }).data;
  return useMemo(() => {
    const project = (id: string) => projects?.find((each) => each.id === id)?.name ?? id;
    const person = (id: string) => (id === me?.id ? me.name : (people?.find((each) => each.id === id)?.name ?? id));
    const model = (id: string) => models?.find((each) => each.id === id)?.name[language] ?? id;
    const capKey = ({ scope, key }: Readonly<{ scope: string; key: string }>) => {
      const plain = key.replace(/^emulated:/, '');
      const [projectId = '', userId = ''] = plain.split('/');
      const name =
        plain === '*'
          ? t('ledger.everyOther')
          : scope === 'project'
            ? project(plain)
            : scope === 'member'
              ? `${person(userId)} · ${project(projectId)}`
              : plain;
      return plain === key ? name : t('ledger.emulatedOf', { name });
    };
    return { project, person, model, capKey, projects: projects ?? [], models: models ?? [] };
  }, [projects, models, me, people, language, t]);
}
