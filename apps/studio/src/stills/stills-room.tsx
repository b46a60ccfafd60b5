import { usdText } from '@fantascope/take/money';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isReady as canBeAsked } from '../lab/model-rows.ts';
import { Button } from '../parts/button.tsx';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { Slider } from '../parts/slider.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { EmulatorOffer } from '../shoot/emulator-offer.tsx';
import type { ListedModel } from '../shoot/shoot-rows.ts';
import { modelsQuery } from '../shoot/use-models.ts';
import { useWords } from '../words/use-words.ts';
import { MaskField } from './mask/mask-field.tsx';
import { MaskPainter } from './mask/mask-painter.tsx';
import { useExtended } from './mask/use-extended.ts';
import { useMask } from './mask/use-mask.ts';
import { PictureField } from './picture-field.tsx';
import { hasView, missingFor, type StillView, stillShapes, straight } from './still-shot.ts';
import { StillTakes } from './still-takes.tsx';
import { useStill } from './use-still.ts';

const counts = ['1', '2', '3', '4'] as const;
type Shape = (typeof stillShapes)[number]['value'];

/** Pictures made by image models: words or a picture go in, up to four come out, each a take. `extendId`: a picture that is to be painted on at once. */
export function StillsRoom({ projectId, extendId }: Readonly<{ projectId: string; extendId: string | null }>) {
  const { t, language } = useWords();
  const models = useQuery(modelsQuery);
  const [modelId, setModel] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [shape, setShape] = useState<Shape>('16:9');
  const [view, setView] = useState<StillView>(straight);
  const [count, setCount] = useState<(typeof counts)[number]>('4');
  const [cap, setCap] = useState('');
  const painting = useMask();
  const { picture, setPicture } = painting;
  const all = (models.data ?? []).filter(({ makes }) => makes === 'image');
  const toExtend = useExtended(extendId, painting.begin);
  const model = all.find(({ id }) => id === modelId) ?? (toExtend ? masking(all)[0] : undefined) ?? usual(all);
  const turns = model !== null && hasView(model.camera);
  const capMicros = typedMicros(cap);
  const asked = {
    words,
    pictureId: picture?.id ?? null,
    aspectRatio: stillShapes.find(({ value }) => value === shape)?.ratio ?? 16 / 9,
    view: turns ? view : null,
    mask: model === null || model.paintMask === 'none' ? null : painting.mask,
  };
  const missing = model === null ? 'words' : missingFor(asked, model);
  const parentTakeId = picture?.takeId ?? null;
  const still = useStill({ projectId, asked, model, capMicros, parentTakeId, imageModels: all.map(({ id }) => id) });
  const upMicros = still.plan?.upMicros ?? null;
  const isReady = model !== null && canBeAsked(model) && still.plan !== null && upMicros !== null && !still.isSending;
  if (models.error !== null) return <Trouble error={models.error} retry={() => void models.refetch()} />;
  const noteOf = (each: ListedModel): string => {
    if (each.keyState === 'missing') return ` · ${t('shoot.needsKey')}`;
    if (each.keyState === 'emulated') return ` · ${t('parts.emulated')}`;
    return canBeAsked(each) ? '' : ` · ${t('stills.notReached')}`;
  };
  const label = (): string => {
    if (model === null || model.keyState === 'missing') return t('stills.needsKey');
    if (!canBeAsked(model)) return t('stills.notReached');
    if (still.isSending) return t('shoot.sending');
    if (still.isAsking) return t('shoot.asking');
    if (missing === 'picture') return t('stills.needsPicture');
    if (missing === 'mask') return t('stills.needsMask');
    if (still.plan === null) return t('stills.needsWords');
    if (upMicros === null) return t('shoot.needsCap');
    if (still.plan.isEmulated) return t('stills.goEmulated', { number: count });
    return t('stills.go', { number: count, usd: usdText(upMicros * Number(count)) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void still.make(Number(count));
  };
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
      <form
        onSubmit={submit}
        className="flex w-[360px] shrink-0 flex-col gap-4 overflow-y-auto border-r border-line p-4 max-md:w-auto max-md:overflow-visible max-md:border-r-0"
      >
        <SelectField
          label={t('stills.model')}
          value={model?.id ?? ''}
          choices={all.map((each) => ({
            value: each.id,
            text: `${each.name[language]}${noteOf(each)}`,
          }))}
          onChange={setModel}
        />
        {model?.keyState === 'emulated' ? (
          <span>
            <EmulatedMark />
          </span>
        ) : null}
        <label className="flex flex-col gap-1 text-small text-t2">
          {t(turns ? 'stills.wordsMore' : 'stills.words')}
          <textarea
            value={words}
            maxLength={4000}
            rows={4}
            placeholder={t('stills.ghost')}
            onChange={(event) => setWords(event.target.value)}
            className="w-full resize-y rounded-sm border border-ctl bg-s2 p-2 text-say text-t1 placeholder:text-t3"
          />
        </label>
        <PictureField projectId={projectId} picture={picture} isNeeded={turns} onPicture={setPicture} />
        {picture === null ? null : (
          <MaskField
            mask={painting.mask}
            model={model}
            able={masking(all)}
            onPaint={painting.open}
            onRemove={painting.remove}
            onModel={setModel}
          />
        )}
        {turns ? <ViewFields view={view} onView={setView} /> : null}
        <div className="flex flex-wrap gap-4">
          {asked.mask !== null || model?.paintMask === 'required' ? null : (
            <Labelled label={t('stills.shape')}>
              <Segmented
                label={t('stills.shape')}
                value={shape}
                choices={stillShapes.map(({ value }) => ({ value, text: value }))}
                onChange={setShape}
              />
            </Labelled>
          )}
          <Labelled label={t('stills.count')}>
            <Segmented
              label={t('stills.count')}
              value={count}
              choices={counts.map((value) => ({ value, text: value }))}
              onChange={setCount}
            />
          </Labelled>
        </div>
        {model?.prices.length === 0 ? (
          <TextField
            label={t('stills.cap')}
            inputMode="decimal"
            placeholder="0.10"
            value={cap}
            trouble={cap !== '' && capMicros === null ? t('shoot.capBad') : null}
            onChange={(event) => setCap(event.target.value)}
          />
        ) : null}
        {still.error === null ? null : <Trouble error={still.error} />}
        {still.slots
          .filter(({ said }) => said !== null)
          .map(({ number, said }) => (
            <p key={number} role="alert" className="text-small text-bad">
              {number}. {said}
            </p>
          ))}
        <Button type="submit" look="lamp" size="large" disabled={!isReady}>
          {label()}
        </Button>
        <p className="text-small text-t3">{t('shoot.once')}</p>
        <EmulatorOffer
          hasNoProvider={models.data !== undefined && all.every(({ keyState }) => keyState !== 'set' && keyState !== 'emulated')}
        />
      </form>
      {painting.isOpen && picture !== null ? (
        <MaskPainter
          key={picture.id}
          projectId={projectId}
          picture={picture}
          history={painting.history}
          onHistory={painting.setHistory}
          onUse={painting.use}
          onLeave={painting.close}
        />
      ) : (
        <StillTakes
          projectId={projectId}
          shotId={still.shotId}
          nameOf={(id) => all.find((each) => each.id === id)?.name[language] ?? id}
          onEdit={setPicture}
        />
      )}
    </div>
  );
}

/** The model that is chosen until somebody chooses: one that can be asked now, and that begins with words. */
function usual(models: readonly ListedModel[]): ListedModel | null {
  const ready = models.filter(canBeAsked);
  const begins = ({ camera, paintMask }: ListedModel) => !hasView(camera) && paintMask !== 'required';
  return ready.find(begins) ?? models.find(begins) ?? ready[0] ?? models[0] ?? null;
}

/** The models that take a mask; those that can be asked now stand first. */
function masking(models: readonly ListedModel[]): readonly ListedModel[] {
  const able = models.filter(({ paintMask }) => paintMask !== 'none');
  return [...able.filter(canBeAsked), ...able.filter((model) => !canBeAsked(model))];
}

function Labelled({ label, children }: Readonly<{ label: string; children: React.ReactNode }>) {
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="text-small text-t2">
        {label}
      </span>
      {children}
    </div>
  );
}

/** Numbers for where the picture is to be seen from. */
function ViewFields({ view, onView }: Readonly<{ view: StillView; onView: (view: StillView) => void }>) {
  const { t } = useWords();
  const end = () => undefined;
  return (
    <fieldset className="flex flex-col gap-2 rounded-md border border-line2 p-3">
      <legend className="px-1 text-small text-t2">{t('stills.view')}</legend>
      <Slider
        label={t('stills.right')}
        unit="deg"
        step={1}
        min={-180}
        max={180}
        usual={0}
        value={view.rightDeg}
        onChange={(rightDeg) => onView({ ...view, rightDeg })}
        onEnd={end}
      />
      <Slider
        label={t('stills.up')}
        unit="deg"
        step={1}
        min={-60}
        max={60}
        usual={0}
        value={view.upDeg}
        onChange={(upDeg) => onView({ ...view, upDeg })}
        onEnd={end}
      />
      <Slider
        label={t('stills.zoom')}
        unit="ratio"
        step={0.05}
        min={0.5}
        max={2}
        usual={1}
        value={view.zoomRatio}
        onChange={(zoomRatio) => onView({ ...view, zoomRatio })}
        onEnd={end}
      />
    </fieldset>
  );
}
