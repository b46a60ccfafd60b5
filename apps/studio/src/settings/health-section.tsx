import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import { Section } from './section.tsx';

// (module (func (result v128) i32.const 0 i8x16.splat)): valid only where the browser has SIMD.
const simdProbe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);

async function answers(path: string): Promise<boolean> {
  return fetch(path, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function serverVersion(): Promise<string | null> {
  const reply = await fetch('/openapi.json');
  if (!reply.ok) return null;
  const { info } = (await reply.json()) as { info?: { version?: unknown } };
  return typeof info?.version === 'string' ? info.version : null;
}

async function gpuName(): Promise<string | null> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (adapter === null || adapter === undefined) return null;
  return [adapter.info.vendor, adapter.info.architecture].filter((part) => part !== '').join(' ') || 'WebGPU';
}

/** Whether the server is well, which version it is, and what this browser can do for the preview. */
export function HealthSection() {
  const { t } = useWords();
  const health = useQuery({
    queryKey: ['health'],
    queryFn: async () => {
      const [isAlive, isReady, version, gpu] = await Promise.all([answers('/healthz'), answers('/readyz'), serverVersion(), gpuName()]);
      return {
        isAlive,
        isReady,
        version,
        gpu,
        hasSimd: WebAssembly.validate(simdProbe),
        isIsolated: crossOriginIsolated,
        cores: navigator.hardwareConcurrency,
      };
    },
    staleTime: 0,
  });
  const { data } = health;
  return (
    <Section id="health" title={t('settings.health')} hint={t('settings.health.hint')}>
      {data === undefined ? (
        <p className="text-t3">{t('frame.loading')}</p>
      ) : (
        <ul className="flex max-w-2xl flex-col">
          <Line isWell={data.isAlive} word={t('settings.alive')} said={t(data.isAlive ? 'settings.yes' : 'settings.no')} />
          <Line isWell={data.isReady} word={t('settings.ready')} said={t(data.isReady ? 'settings.yes' : 'settings.notReady')} />
          <Line isWell word={t('settings.version')} said={data.version ?? t('settings.notTold')} />
          <Line isWell={data.gpu !== null} word="WebGPU" said={data.gpu ?? t('settings.noGpu')} />
          <Line isWell={data.hasSimd} word="WebAssembly SIMD" said={t(data.hasSimd ? 'settings.yes' : 'settings.noSimd')} />
          <Line
            isWell={data.isIsolated}
            word={t('settings.isolated')}
            said={t(data.isIsolated ? 'settings.yes' : 'settings.notIsolated')}
          />
          <Line isWell word={t('settings.cores')} said={String(data.cores)} />
        </ul>
      )}
      <Button className="self-start" disabled={health.isFetching} onClick={() => void health.refetch()}>
        {t('settings.lookAgain')}
      </Button>
    </Section>
  );
}

function Line({ isWell, word, said }: Readonly<{ isWell: boolean; word: string; said: string }>) {
  return (
    <li className="flex min-h-9 items-center gap-3 border-b border-line">
      {isWell ? (
        <Check size={16} aria-hidden className="shrink-0 text-ok" />
      ) : (
        <CircleAlert size={16} aria-hidden className="shrink-0 text-warn" />
      )}
      <span className="w-48 shrink-0 text-t2">{word}</span>
      <span className="min-w-0 break-words">{said}</span>
    </li>
  );
}
