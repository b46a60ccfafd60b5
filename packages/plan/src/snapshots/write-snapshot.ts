import type { CatalogueEntry, NativeCamera } from '@fantascope/models';
import { priceText } from '../choose.ts';
import { compile, isRefusal } from '../compile.ts';
import type { Facts, Need, Plan, Refusal } from '../plan.ts';
import { type TellingShot, tellingShots } from './telling-shots.ts';

/** Which file a model's plans are read in: models of one camera dialect together, those of words parted by what they have beside words. */
export function snapshotOf(entry: CatalogueEntry): string {
  if (entry.endOfLife !== undefined) return 'no-camera';
  if (entry.makes === 'image') return entry.camera === 'words' ? 'no-camera' : 'viewpoint';
  if (entry.takes.control) return 'control-video';
  if (entry.camera === 'kling-simple' || entry.camera === 'kling-on-fal') return 'kling';
  if (entry.takes.needsBaseVideo) return 're-shoot';
  if (entry.camera !== 'words') return entry.camera;
  if (entry.takes.referenceVideos > 0) return 'words-and-reference-clip';
  return entry.takes.lastFrame ? 'words-and-last-frame' : 'words';
}

/** One readable file: every telling shot, and under it models that answer alike as one. */
export function writeSnapshot(name: string, entries: readonly CatalogueEntry[]): string {
  const head = [`# ${name}`, ...entries.map((entry) => `#   ${entry.id} (${entry.wire})`)];
  const blocks = tellingShots.map((telling, i) => {
    const answers = new Map<string, string[]>();
    for (const entry of entries) {
      const text = answerOf(entry, telling);
      answers.set(text, [...(answers.get(text) ?? []), entry.id]);
    }
    const told = [...answers].map(([text, ids]) => `= ${ids.join(', ')}\n${text}`);
    return `\n## ${i + 1} ${telling.name.length > 90 ? `${telling.name.slice(0, 90)}…` : telling.name}\n${told.join('\n')}`;
  });
  return `${[...head, ...blocks].join('\n')}\n`;
}

/** A plan of one telling shot, the picture and the clip given where the model takes them. */
export function planOf(entry: CatalogueEntry, { shot, hasPicture, facts, answers }: TellingShot): Plan | Refusal {
  const takes = hasPicture === 'always' || (hasPicture === 'as-taken' && entry.takes.firstFrame !== 'none');
  const given: Facts = { hasFileStore: true, ...facts, ...(entry.takes.needsBaseVideo ? { baseVideo: 'take.mp4' } : {}) };
  return compile(takes && !entry.takes.needsBaseVideo ? { ...shot, picture: 'girl.png' } : shot, entry, { facts: given, answers });
}

function answerOf(entry: CatalogueEntry, telling: TellingShot): string {
  const plan = planOf(entry, telling);
  const language = languageOf(telling);
  if (isRefusal(plan))
    return `  refused  ${plan.refused.code}: ${plan.refused.text[language].replace(entry.name[language], '…').replace(/^… /, '…')}`;
  return [plan, ...(plan.next ?? [])].map((each, i) => (i === 0 ? '' : '  then\n') + linesOf(each, telling)).join('\n');
}

/** The Chinese sentence is read where the shot is told in Chinese, and where all of it is read. */
function languageOf({ isAbout, said }: TellingShot): 'en' | 'zh' {
  return /[\u4e00-\u9fff]/.test(said) || isAbout === 'all' ? 'zh' : 'en';
}

/** Length, size and sound differ by model and are read in the shots about them; the others are about the camera. */
const besideCamera = ['camera.lengthSec', 'camera.aspectRatio', 'frame', 'fps'];

function linesOf(plan: Plan, telling: TellingShot): string {
  const { isAbout } = telling;
  const { request } = plan;
  const {
    model: _,
    settings,
    prompt,
    camera,
    firstFrame,
    paintMask,
    lastFrame,
    references,
    referenceVideos,
    baseVideo,
    control,
    motionMasks,
    ...fields
  } = request;
  const files = { firstFrame, paintMask, lastFrame, references, referenceVideos, baseVideo, control, motionMasks };
  const sent = Object.entries(files).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  const numbers = Object.entries(settings ?? {}).filter(([key]) => !['workflow', 'inputs', 'outputs', 'shot'].includes(key));
  const line = (label: string, text: string) => (text === '' ? [] : [`  ${label.padEnd(8)} ${text}`]);
  const isOfCamera = (part: string) => part.startsWith('camera.moves') || part === 'camera.keyframes';
  // The fields of length, size and picture stand under what is sent.
  const carried = plan.carriers.filter(({ part }) =>
    isAbout === 'camera' ? isOfCamera(part) : ![...besideCamera, 'picture'].includes(part),
  );
  const { estimateUsd } = plan;
  const price = estimateUsd === null ? 'not known' : `${priceText(estimateUsd)} (${estimateUsd.source}, ${estimateUsd.asOf})`;
  const isWhole = isAbout === 'all';
  const isPlain = isAbout === 'camera';
  const told = plan.losses.filter(({ part }) => isWhole || !besideCamera.includes(part));
  const language = languageOf(telling);
  return [
    ...line(
      'camera',
      [cameraText(camera), ...numbers.map(([key, value]) => `${key} ${JSON.stringify(value)}`)].filter((text) => text !== '').join(' · '),
    ),
    ...line('carried', carried.map(({ part, by }) => `${part.replace('camera.', '')} by ${by}`).join(', ')),
    ...line(
      'prompt',
      prompt === undefined || prompt.length < 400
        ? (prompt ?? '')
        : `${prompt.slice(0, 120)} … ${prompt.slice(-120)} (${prompt.length} characters)`,
    ),
    ...line(
      'sends',
      [
        ...sent.filter((field) => !isPlain || field !== 'firstFrame'),
        ...Object.entries(fields)
          .filter(([field]) => isWhole || field === 'negativePrompt')
          .map(([field, value]) => `${field} ${JSON.stringify(value)}`),
      ].join(' · '),
    ),
    ...line(
      'needs',
      plan.needs
        .filter(({ kind }) => !isPlain || !['picture', 'base-video', 'workflow'].includes(kind))
        .map(needText)
        .join(' · '),
    ),
    ...told.map(
      ({ part, kind, severity, text }) =>
        `  ${{ slight: '-', notable: '!', severe: '!!' }[severity]} ${kind} ${part.replace('camera.', '')}: ${text[language]}`,
    ),
    ...line('price', isWhole ? price : ''),
  ].join('\n');
}

function cameraText(camera: NativeCamera | undefined): string {
  if (camera === undefined) return '';
  switch (camera.dialect) {
    case 'kling-axis':
      return `${camera.axis} ${camera.value}`;
    case 'kling-preset':
      return camera.preset;
    case 'tokens':
      return camera.groups.map((group) => group.join(' + ')).join(' → ');
    case 'wan-camera':
      return `${camera.pose}, speed ${camera.speed}`;
    case 'poses': {
      const lines = camera.text.trim().split('\n');
      return `${lines.length - 1} poses, the last ${lines.at(-1)}`;
    }
    case 'locked':
      return 'locked';
    case 'jimeng-template':
      return `${camera.template}, ${camera.strength}`;
    case 'viewpoint':
      return `horizontal ${camera.horizontalDeg}°, vertical ${camera.verticalDeg}°, zoom ${camera.zoom}`;
    case 'orbit-degrees':
      return `orbit ${camera.angleDeg}°`;
    default:
      return camera satisfies never;
  }
}

function needText(need: Need): string {
  switch (need.kind) {
    case 'control-video':
      return `control video (${need.outputs.join(', ')})`;
    case 'picture':
      return `picture ${need.isWhole === true ? 'whole' : (need.aspect ?? '')}`.trim();
    case 'paint-mask':
    case 'reference':
    case 'last-picture':
    case 'base-video':
      return `${need.kind} ${need.path}`;
    case 'motion-mask':
      return `motion mask ${need.index}`;
    case 'reference-video':
    case 'last-frame':
    case 'previous-frame':
    case 'workflow':
      return need.kind;
    default:
      return need satisfies never;
  }
}
