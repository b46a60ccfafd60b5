import type { Operations } from '@fantascope/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

type Member = Operations['cast.list']['output']['items'][number];
const kinds = ['character', 'product', 'place', 'look'] as const;
// Takes of whoever is changed are stale from then on.
const readAnew = () => Promise.all([['cast'], ['film'], ['shoot']].map((queryKey) => queries.invalidateQueries({ queryKey })));

/** People, products, places and looks of the project: each with words in both languages and pictures that show it. */
export function Cast({ projectId }: Readonly<{ projectId: string }>) {
  const { t } = useWords();
  const cast = useQuery({
    queryKey: ['cast', projectId],
    queryFn: async ({ signal }) => (await server().call('cast.list', { projectId }, { signal })).items,
  });
  const [kind, setKind] = useState<(typeof kinds)[number]>('character');
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => server().call('cast.create', { projectId, kind, name: name.trim(), document: {} }, { key: crypto.randomUUID() }),
    onSuccess: () => {
      setName('');
      return readAnew();
    },
  });
  const trouble = cast.error ?? create.error;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      <p className="text-t2">{t('film.castHint')}</p>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') create.mutate();
        }}
      >
        <SelectField
          label={t('film.castKind')}
          value={kind}
          choices={kinds.map((value) => ({ value, text: t(`film.cast.${value}`) }))}
          onChange={setKind}
          className="w-36"
        />
        <TextField
          label={t('film.column.name')}
          value={name}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
          className="w-52"
        />
        <Button type="submit" className="min-h-8" disabled={name.trim() === '' || create.isPending}>
          {t('film.castAdd')}
        </Button>
      </form>
      {trouble === null ? null : <Trouble error={trouble} retry={() => void cast.refetch()} />}
      {cast.data?.length === 0 ? <p className="text-t2">{t('film.castEmpty')}</p> : null}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(300px,1fr))] gap-4">
        {cast.data?.map((each) => (
          <CastCard key={`${each.id} ${each.updatedAt}`} member={each} projectId={projectId} />
        ))}
      </ul>
    </div>
  );
}

function CastCard({ member, projectId }: Readonly<{ member: Member; projectId: string }>) {
  const { t } = useWords();
  const { id, kind, document } = member;
  const [name, setName] = useState(member.name);
  const [words, setWords] = useState({ zh: document.zh ?? '', en: document.en ?? '' });
  const pictures = useQuery({
    queryKey: ['asset', 'pictures', projectId],
    queryFn: async ({ signal }) => (await server().call('asset.list', { projectId, kind: 'image', limit: 200 }, { signal })).items,
  }).data;
  const change = useMutation({
    mutationFn: (references: readonly string[]) =>
      server().call('cast.change', {
        castId: id,
        name: name.trim(),
        document: {
          ...document,
          references,
          ...(words.zh.trim() === '' ? {} : { zh: words.zh.trim() }),
          ...(words.en.trim() === '' ? {} : { en: words.en.trim() }),
        },
      }),
    onSuccess: readAnew,
  });
  const archive = useMutation({ mutationFn: () => server().call('cast.archive', { castId: id }), onSuccess: readAnew });
  const isChanged = name !== member.name || words.zh !== (document.zh ?? '') || words.en !== (document.en ?? '');
  const others = pictures?.filter((picture) => !document.references.includes(picture.id)) ?? [];
  const trouble = change.error ?? archive.error;
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line2 p-4">
      <p className="text-small text-t2">{t(`film.cast.${kind}`)}</p>
      <TextField label={t('film.column.name')} value={name} onChange={({ target }) => setName(target.value)} />
      <TextField
        label={t('film.castZh')}
        lang="zh-CN"
        value={words.zh}
        onChange={({ target }) => setWords({ ...words, zh: target.value })}
      />
      <TextField label={t('film.castEn')} lang="en" value={words.en} onChange={({ target }) => setWords({ ...words, en: target.value })} />
      <div className="flex flex-wrap items-center gap-2">
        {document.references.map((reference) => (
          <button
            key={reference}
            type="button"
            aria-label={t('film.castDropPicture')}
            title={t('film.castDropPicture')}
            onClick={() => change.mutate(document.references.filter((each) => each !== reference))}
          >
            <img src={`/api/v1/assets/${reference}/thumb`} alt="" className="h-12 w-16 rounded-sm object-cover" />
          </button>
        ))}
        {others.length === 0 ? null : (
          <SelectField
            label={t('film.castPicture')}
            isLabelHidden
            value=""
            choices={[{ value: '', text: t('film.castPicture') }, ...others.map((picture) => ({ value: picture.id, text: picture.name }))]}
            onChange={(picture) => picture !== '' && change.mutate([...document.references, picture])}
            className="w-40"
          />
        )}
      </div>
      <div className="flex gap-2">
        <Button disabled={!isChanged || name.trim() === '' || change.isPending} onClick={() => change.mutate(document.references)}>
          {t('film.save')}
        </Button>
        <Button look="quiet" disabled={archive.isPending} onClick={() => archive.mutate()}>
          {t('film.castArchive')}
        </Button>
      </div>
      {trouble === null ? null : <Trouble error={trouble} />}
    </li>
  );
}
