import { Problem } from '@fantascope/client';
import { Link, useRouter } from '@tanstack/react-router';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';

/** A room that has failed: what happened, and two ways on. Edits are in the drafts of this browser. */
export function RoomBroken({ error, reset }: Readonly<{ error: unknown; reset: () => void }>) {
  const { t } = useWords();
  const router = useRouter();
  const isSignedOut = error instanceof Problem && error.status === 401;
  const isGone = error instanceof TypeError && /fetch|network/i.test(error.message);
  // An address that was mistyped, or of something that is no more.
  const isNoId = error instanceof Problem && error.code === 'jobs.bad-input' && /Id$/.test(String(error.params['pathEn']));
  const isNowhere = isNoId || (error instanceof Problem && error.status === 404);
  const said = isSignedOut
    ? t('frame.signedOut')
    : isNowhere
      ? t('frame.nowhere')
      : isGone
        ? t('frame.serverGone')
        : error instanceof Problem
          ? error.message
          : t('frame.broken');
  return (
    <div role="alert" className="mx-auto flex h-full max-w-xl flex-col items-start justify-center gap-4 p-6">
      <h1 className="text-head font-semibold">{said}</h1>
      <div className="flex gap-2">
        <Button
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          {t('frame.tryAgain')}
        </Button>
        <Button look="quiet" onClick={() => location.reload()}>
          {t('frame.reload')}
        </Button>
        <Link to="/library" className="inline-flex min-h-8 items-center px-3 underline">
          {t('frame.toLibrary')}
        </Link>
      </div>
      <details className="text-small text-t2">
        <summary>{t('frame.brokenDetail')}</summary>
        <pre className="mt-2 whitespace-pre-wrap select-text">
          {error instanceof Problem
            ? `${error.code} ${error.status}\n${error.message}`
            : error instanceof Error
              ? (error.stack ?? error.message)
              : String(error)}
        </pre>
      </details>
    </div>
  );
}
