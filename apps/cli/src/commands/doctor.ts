import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { Fault, say } from '@fantascope/film';
import { cacheDir, findWeights } from '@fantascope/lift';
import { findFfmpeg, locateFfmpeg } from '@fantascope/media';
import { encodersOf, formatsWith, listEncoders } from '@fantascope/media/formats';
import { kokoroModel, voiceKeyNames } from '@fantascope/sound';
import { relaxedSimdWorks } from '@fantascope/stage';
import { dataDir, findKey, openKeyStore } from '@fantascope/take';
import { ownServerUrl } from '../remote/server-place.ts';
import type { Setting } from '../setting.ts';

/** One thing looked at. `method` names what will be used because of it; `advice` how to get a better one, null when there is none better. */
type Finding = Readonly<{ name: string; isReady: boolean; detail: string; method: string | null; advice: string | null }>;

/** Looks at everything a film needs and says what is there, what will be used, and what would be better. */
export async function doctor(_options: { json: boolean }, { door, env }: Setting): Promise<void> {
  const findings = [
    node(),
    await ffmpeg({ door, env }),
    ...(await formats({ door, env })),
    await subjects({ door, env }),
    await depth({ door, env }),
    await voices({ door, env }),
    await boughtVoices({ door, env }),
    kernel(door),
    fonts(door),
    await room({ door, env }),
    await server({ door, env }),
  ];
  for (const { name, isReady, detail, method, advice } of findings) {
    door.line(`${isReady ? '✓' : '✗'} ${name.padEnd(10)} ${detail}${method === null ? '' : ` → ${method}`}`);
    if (advice !== null) door.line(`    ${door.text.doctor.fix}: ${advice}`);
  }
  door.result({ findings });
  // Without an encoder nothing can be filmed; everything else has a fallback.
  if (!findings.some(({ name, isReady }) => name === 'ffmpeg' && isReady)) process.exitCode = 4;
}

function node(): Finding {
  return {
    name: 'node',
    isReady: true,
    detail: `${process.version}, ${availableParallelism()} × CPU, ${Math.round(totalmem() / 2 ** 30)} GB`,
    method: null,
    advice: null,
  };
}

async function ffmpeg({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  try {
    const { path, version, source, hasLibx264 } = await findFfmpeg({ env });
    const words = door.text.doctor;
    return {
      name: 'ffmpeg',
      isReady: hasLibx264,
      detail: `${version} (${source}: ${path})`,
      method: hasLibx264 ? 'libx264' : null,
      advice: hasLibx264 ? (source === 'npm' ? words.ownFfmpeg : null) : words.noX264,
    };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    return { name: 'ffmpeg', isReady: false, detail: say(door.language, cause), method: null, advice: door.text.doctor.ownFfmpeg };
  }
}

/** A line a format but H.264, which the line of ffmpeg is about. */
async function formats({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding[]> {
  try {
    return formatsWith(await listEncoders(locateFfmpeg({ env }).path))
      .filter(({ format }) => format !== 'h264')
      .map(({ format, encoder, alsoNeeds, endings }) => ({
        name: format,
        isReady: encoder !== null,
        detail: encoder === null ? door.text.doctor.formatLacks(encodersOf(format)) : endings.join(', '),
        method: encoder === null || alsoNeeds === undefined ? encoder : `${encoder} + ${alsoNeeds}`,
        advice: encoder === null ? door.text.doctor.fullFfmpeg : null,
      }));
  } catch (cause) {
    // Without an ffmpeg its own line says so.
    if (!(cause instanceof Fault)) throw cause;
    return [];
  }
}

async function subjects({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  const words = door.text.doctor;
  const weights = await findWeights('isnet-medium', { cache: cacheDir(env) });
  const hasRuntime = canResolve('onnxruntime-node');
  const isReady = weights.outcome === 'found' && hasRuntime;
  const detail = isReady ? weights.path : !hasRuntime ? words.noOnnx : weights.outcome === 'damaged' ? words.damaged : words.noIsnet;
  return {
    name: words.subjects,
    isReady,
    detail,
    method: isReady ? 'isnet-medium' : words.noSubject,
    advice: isReady ? null : words.runSetup,
  };
}

async function depth({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  const words = door.text.doctor;
  const weights = await findWeights('depth-anything-v2-small', { cache: cacheDir(env) });
  const isReady = weights.outcome === 'found';
  return {
    name: words.depth,
    isReady: true,
    detail: isReady ? weights.path : words.noDepth,
    method: isReady ? 'depth-anything-v2-small' : words.heuristic,
    advice: isReady ? null : words.getDepth,
  };
}

async function voices({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  const words = door.text.doctor;
  const hasRuntime = canResolve('onnxruntime-node');
  const weights = await findWeights(kokoroModel, { cache: cacheDir(env) });
  const isThere = hasRuntime && weights.outcome === 'found';
  return {
    name: words.voices,
    isReady: true,
    detail: isThere ? weights.path : hasRuntime ? words.noKokoro : words.noOnnx,
    method: isThere ? 'espeak, kokoro' : 'espeak',
    advice: isThere || !hasRuntime ? null : words.getKokoro,
  };
}

/** Whether lines can be bought: a key for the provider, an address of one's own and its key. None is no defect. */
async function boughtVoices({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  const words = door.text.doctor;
  const store = openKeyStore(dataDir(env), { nowMs: Date.now });
  const found = await Promise.all(voiceKeyNames.map(async (name) => ((await findKey(name, { env, store })) === undefined ? [] : [name])));
  const ready = [...found.flat(), ...((env.FANTASCOPE_VOICE_URL ?? '').trim() === '' ? [] : ['FANTASCOPE_VOICE_URL'])];
  return {
    name: words.boughtVoices,
    isReady: true,
    detail: ready.length === 0 ? words.noVoiceKeys : ready.join(', '),
    method: null,
    advice: ready.length === 0 ? words.getVoiceKeys : null,
  };
}

function kernel(door: Setting['door']): Finding {
  return {
    name: door.text.doctor.kernel,
    isReady: true,
    detail: 'WebAssembly SIMD',
    method: relaxedSimdWorks() ? 'relaxed' : 'plain',
    advice: null,
  };
}

function fonts(door: Setting['door']): Finding {
  const isReady = ['@fontsource/noto-sans-sc', '@fontsource/noto-serif-sc', '@napi-rs/canvas'].every(
    (name) => canResolve(`${name}/package.json`) || canResolve(name),
  );
  return {
    name: door.text.doctor.fonts,
    isReady,
    detail: 'Noto Sans SC, Noto Serif SC',
    method: null,
    advice: isReady ? null : door.text.doctor.runSetup,
  };
}

async function room({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  const folder = cacheDir(env);
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const { bavail, bsize } = await statfs(there);
  const freeGb = (bavail * bsize) / 2 ** 30;
  return {
    name: door.text.doctor.room,
    isReady: freeGb > 1,
    detail: `${folder}: ${freeGb.toFixed(1)} GB`,
    method: null,
    advice: freeGb > 1 ? null : door.text.doctor.moreRoom,
  };
}

/** Whether the server of the data folder answers, and its database. Not running is no defect: films are made without it. */
async function server({ door, env }: Pick<Setting, 'door' | 'env'>): Promise<Finding> {
  const words = door.text.doctor;
  const url = await ownServerUrl(env);
  const finding = { name: words.server, method: null };
  if (url === undefined) return { ...finding, isReady: true, detail: words.serverOff, advice: null };
  const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000), redirect: 'error' }).then(
    ({ status: code }) => code,
    () => null,
  );
  if (status === null) return { ...finding, isReady: false, detail: words.serverGone(url), advice: words.startServer };
  return { ...finding, isReady: status === 200, detail: url, advice: status === 200 ? null : words.noDatabase };
}

function canResolve(name: string): boolean {
  // Asked from render and lift, which depend on these packages; hoisting makes one look-up enough.
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
