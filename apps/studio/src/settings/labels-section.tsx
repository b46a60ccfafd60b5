import { LabelPolicy } from '@fantascope/film';
import { useQuery } from '@tanstack/react-query';
import { server } from '../app/server.ts';
import { SelectField } from '../parts/select-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';
import { useProjectChoice } from './use-project-choice.tsx';

/** How exports say that a machine had a part in them: the server's policy, and a project's own where it asks for more. */
export function LabelsSection() {
  const { t } = useWords();
  const { projectId, field } = useProjectChoice();
  return (
    <Section id="labels" title={t('settings.labels')} hint={t('settings.labels.hint')}>
      {field}
      {projectId === null ? null : <ProjectPolicy key={projectId} projectId={projectId} />}
    </Section>
  );
}

function ProjectPolicy({ projectId }: Readonly<{ projectId: string }>) {
  const { t } = useWords();
  const policy = useQuery({
    queryKey: ['label', projectId],
    queryFn: ({ signal }) => server().call('label.policy', { projectId }, { signal }),
  });
  const set = useChange((next: LabelPolicy | null) => server().call('label.set-policy', { projectId, policy: next }), ['label', 'film']);
  if (policy.data === undefined)
    return policy.error === null ? (
      <p className="text-t3">{t('frame.loading')}</p>
    ) : (
      <Trouble error={policy.error} retry={() => void policy.refetch()} />
    );
  const { server: ofServer, project, policy: inForce } = policy.data;
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      <SelectField
        label={t('settings.labels.project')}
        value={project ?? 'server'}
        choices={[
          { value: 'server' as const, text: t('settings.labels.asServer') },
          ...LabelPolicy.options.map((value) => ({ value, text: t(`settings.labels.policy.${value}`) })),
        ]}
        isDisabled={set.isPending}
        onChange={(value) => set.mutate(value === 'server' ? null : value)}
      />
      <p role="status" data-policy={inForce}>
        {t('settings.labels.inForce', { policy: t(`settings.labels.policy.${inForce}`) })}
      </p>
      <p className="text-small text-t2">
        {t(project !== null && project !== inForce ? 'settings.labels.serverStricter' : 'settings.labels.ofServer', {
          policy: t(`settings.labels.policy.${ofServer}`),
        })}
      </p>
      {set.error === null ? null : <Trouble error={set.error} />}
    </div>
  );
}
