import { LabelLevel, saysEnough } from '@fantascope/film';
import { useQuery } from '@tanstack/react-query';
import { server } from '../app/server.ts';
import { SelectField } from '../parts/select-field.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

/** How the file of a shot says that a machine had a part in it: as the policy asks at least, or more. */
export function LabelChoice({
  shotId,
  level,
  onChange,
}: Readonly<{ shotId: string; level: LabelLevel | null; onChange: (level: LabelLevel) => void }>) {
  const { t } = useWords();
  const said = useTroubleWords();
  const label = useQuery({
    queryKey: ['shot', 'label', shotId],
    queryFn: ({ signal }) => server().call('shot.label', { shotId }, { signal }),
    retry: false,
  });
  if (label.data === undefined)
    return label.error === null ? null : (
      <p role="alert" className="text-small text-warn">
        {said(label.error)}
      </p>
    );
  const { least, policy } = label.data;
  const levels = LabelLevel.options.filter((each) => saysEnough(each, least));
  return (
    <>
      <SelectField
        label={t('film.label')}
        value={levels.find((each) => each === level) ?? least}
        choices={levels.map((value) => ({ value, text: t(`film.labelLevel.${value}`) }))}
        onChange={onChange}
      />
      <p className="text-small text-t2">{t(`film.labelPolicy.${policy}`)}</p>
    </>
  );
}
