import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Clapperboard, Download, Link2, RotateCcw, ScanSearch, Trash2, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { filmQuery, shotQuery } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { bytesText } from '../parts/bytes-text.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble, useTroubleWords } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { KindIcon } from './asset-card.tsx';
import type { ListedAsset } from './asset-pages.ts';

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** What is known of one file, and what can be done with it. */
export function AssetDetail({
  asset,
  onChanged,
  onDirect,
  onSimilar,
  onRemove,
  onRestore,
  onClose,
}: Readonly<{
  asset: ListedAsset;
  onChanged: (asset: ListedAsset) => void;
  /** Null where it cannot be directed. */
  onDirect: (() => void) | null;
  /** Null where it has no picture to be compared by. */
  onSimilar: (() => void) | null;
  onRemove: () => void;
  onRestore: () => void;
  onClose: () => void;
}>) {
  const { t } = useWords();
  const { id, name, removedAt } = asset;
  return (
    <aside
      aria-label={name}
      className="flex w-[304px] shrink-0 flex-col overflow-y-auto border-l border-line bg-s1 max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-sm:fixed max-sm:inset-0 max-sm:w-auto max-sm:border-l-0"
    >
      <div className="flex items-center gap-2 py-1.5 pr-1.5 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-head font-semibold">{name}</h2>
        <IconButton label={t('parts.close')} keys="Esc" icon={<X {...icon} />} onClick={onClose} />
      </div>
      <div className="flex aspect-[4/3] shrink-0 items-center justify-center bg-well text-t3">
        <Look asset={asset} />
      </div>
      <div className="flex flex-col gap-4 p-4">
        {removedAt === null ? (
          <>
            {onDirect === null ? null : (
              <Button look="lamp" size="large" icon={<Clapperboard {...icon} />} onClick={onDirect}>
                {t('library.direct')}
              </Button>
            )}
            {onSimilar === null ? null : (
              <Button icon={<ScanSearch {...icon} />} title={t('library.look')} onClick={onSimilar}>
                {t('library.findSimilar')}
              </Button>
            )}
            <Rename key={id} asset={asset} onChanged={onChanged} />
          </>
        ) : (
          <Button icon={<RotateCcw {...icon} />} onClick={onRestore}>
            {t('library.restore')}
          </Button>
        )}
        <Figures asset={asset} />
        {removedAt === null ? (
          <>
            <Usage assetId={id} />
            <div className="flex flex-wrap gap-2">
              <a
                href={`/api/v1/assets/${id}/bytes?download=1`}
                download={name}
                className="inline-flex min-h-7 items-center gap-2 rounded-md border border-line2 bg-s3 px-2.5 hover:bg-s4"
              >
                <Download {...icon} />
                {t('library.download')}
              </a>
              <CopyLink assetId={id} />
              <Button look="danger" icon={<Trash2 {...icon} />} onClick={onRemove}>
                {t('library.remove')}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </aside>
  );
}

function Look({ asset: { id, kind, name, mime, removedAt } }: Readonly<{ asset: ListedAsset }>): ReactNode {
  const bytes = `/api/v1/assets/${id}/bytes`;
  if (removedAt !== null) return <KindIcon kind={kind} />;
  // A browser shows no TIFF and plays no MKV; their views are made by the server.
  if (kind === 'image')
    return <img src={mime === 'image/tiff' ? `/api/v1/assets/${id}/thumb` : bytes} alt={name} className="size-full object-contain" />;
  if (kind === 'video') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what a person has uploaded has no captions of its own
      <video
        src={bytes}
        poster={`/api/v1/assets/${id}/poster`}
        controls
        playsInline
        preload="metadata"
        aria-label={name}
        className="size-full"
      />
    );
  }
  // biome-ignore lint/a11y/useMediaCaption: what a person has uploaded has no captions of its own
  if (kind === 'audio') return <audio src={bytes} controls preload="metadata" aria-label={name} className="w-full px-3" />;
  return <KindIcon kind={kind} />;
}

function Rename({ asset, onChanged }: Readonly<{ asset: ListedAsset; onChanged: (asset: ListedAsset) => void }>) {
  const { t } = useWords();
  const [name, setName] = useState(asset.name);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => setName(asset.name), [asset.name]);
  const isChanged = name.trim() !== '' && name.trim() !== asset.name;
  const write = async () => {
    if (!isChanged) return;
    setError(null);
    try {
      onChanged(await server().call('asset.rename', { assetId: asset.id, name: name.trim() }));
    } catch (trouble) {
      setError(trouble);
    }
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <div className="flex items-end gap-2">
        <TextField
          label={t('library.name')}
          value={name}
          maxLength={300}
          className="flex-1"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={!isChanged} className="min-h-8">
          {t('library.rename')}
        </Button>
      </div>
      {error === null ? null : <Trouble error={error} />}
    </form>
  );
}

function Figures({ asset }: Readonly<{ asset: ListedAsset }>) {
  const { t, language } = useWords();
  const { figures, bytes, mime, kind, origin, sha256, createdAt } = asset;
  const { widthPx, heightPx, lengthSec, fps, codec, channels, sampleRateHz, layers, isDecoded } = figures;
  const figure = (value: number) => String(Number(value.toFixed(2)));
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('library.is'), `${t(`library.kind.${kind}`)} · ${mime}`],
    [t('library.pixels'), widthPx === undefined || heightPx === undefined ? undefined : `${widthPx} × ${heightPx}`],
    [t('library.length'), lengthSec === undefined ? undefined : `${figure(lengthSec)} s`],
    [t('library.fps'), fps === undefined ? undefined : figure(fps)],
    [t('library.codec'), codec ?? undefined],
    [
      t('library.sound'),
      sampleRateHz === undefined ? undefined : `${sampleRateHz / 1000} kHz${channels === undefined ? '' : ` × ${channels}`}`,
    ],
    [t('library.layers'), layers === undefined ? undefined : String(layers)],
    [t('library.size'), bytesText(bytes)],
    [t('library.origin'), t(`library.origin.${origin}`)],
    [t('library.since'), new Date(createdAt).toLocaleString(language === 'zh' ? 'zh-CN' : 'en')],
    ['SHA-256', `${sha256.slice(0, 16)}…`],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-small">
      {rows.map(([label, value]) =>
        value === undefined ? null : (
          <div key={label} className="contents">
            <dt className="text-t3">{label}</dt>
            <dd className="break-words text-t1">{value}</dd>
          </div>
        ),
      )}
      {isDecoded === false ? <dd className="col-span-2 text-warn">{t('library.notDecoded')}</dd> : null}
    </dl>
  );
}

function Usage({ assetId }: Readonly<{ assetId: string }>) {
  const { t } = useWords();
  const usage = useQuery({
    queryKey: ['asset', 'usage', assetId],
    queryFn: async ({ signal }) => (await server().call('asset.usage', { assetId }, { signal })).items,
  });
  if (usage.error !== null) return <Trouble error={usage.error} retry={() => void usage.refetch()} />;
  return (
    <section aria-labelledby="asset-usage">
      <h3 id="asset-usage" className="pb-1 text-small text-t3">
        {t('library.usedIn')}
      </h3>
      {usage.data?.length === 0 ? <p className="text-small text-t2">{t('library.unused')}</p> : null}
      <ul className="flex flex-col">
        {usage.data?.map(({ kind, id, name }) => (
          <li key={id} className="flex min-h-6 items-center gap-2 text-small">
            <span className="shrink-0 text-t3">{t(`library.use.${kind}`)}</span>
            {kind === 'film' ? (
              <Link to="/film/$filmId" params={{ filmId: id }} className="truncate underline underline-offset-2">
                {name}
              </Link>
            ) : kind === 'shot' ? (
              <ShotLink shotId={id} name={name} />
            ) : (
              <span className="truncate">{name}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A shot by its place in its film. */
function ShotLink({ shotId, name }: Readonly<{ shotId: string; name: string }>) {
  const shot = useQuery(shotQuery(shotId));
  const filmId = shot.data?.filmId ?? null;
  const film = useQuery({ ...filmQuery(filmId ?? ''), enabled: filmId !== null });
  const number = (film.data?.document.shots.findIndex(({ id }) => id === shotId) ?? -1) + 1;
  if (filmId === null || number === 0) return <span className="truncate">{name}</span>;
  return (
    <Link
      to="/film/$filmId/shot/$shotNumber"
      params={{ filmId, shotNumber: String(number) }}
      className="truncate underline underline-offset-2"
    >
      {name}
    </Link>
  );
}

function CopyLink({ assetId }: Readonly<{ assetId: string }>) {
  const { t } = useWords();
  const saidOf = useTroubleWords();
  const [said, setSaid] = useState<'copied' | string | null>(null);
  const copy = async () => {
    try {
      const { url } = await server().call('asset.link', { assetId });
      const whole = new URL(url, location.origin).href;
      // Where the browser gives no clipboard the address is shown, to be copied by hand.
      setSaid(
        await navigator.clipboard.writeText(whole).then(
          () => 'copied',
          () => whole,
        ),
      );
    } catch (error) {
      setSaid(saidOf(error));
    }
  };
  return (
    <>
      <Button icon={<Link2 {...icon} />} onClick={() => void copy()}>
        {t('library.link')}
      </Button>
      {said === null ? null : (
        <p role="status" className="w-full text-small break-all text-t2">
          {said === 'copied' ? t('library.linkCopied') : said}
        </p>
      )}
    </>
  );
}
