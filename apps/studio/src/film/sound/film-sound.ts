import { languageNow } from '../../words/use-words.ts';

/** How a film's sound stands in this page. What plays is `url`; `isStale`: the film sounds different by now, and that is being made. */
export type SoundState = Readonly<{
  phase: 'unasked' | 'silent' | 'making' | 'ready' | 'failed';
  step: SoundStep;
  url: string | null;
  isStale: boolean;
  loudness: Readonly<{ lufs: string; peakDbtp: string }> | null;
  /** The server's sentence; null where nothing could be asked. */
  problem: string | null;
}>;

/** What the server is busy with. */
export type SoundStep = 'waiting' | 'speaking' | 'mixing';

/** The sound of one film, asked of the server. */
export type FilmSound = Readonly<{
  state: () => SoundState;
  subscribe: (listener: () => void) => () => void;
  /** Asks again, as the film has changed: `audible` names what is heard of it now, null for nothing. After `settleMs` without another call. */
  ask: (audible: string | null, settleMs: number) => void;
  close: () => void;
}>;

/** Between two questions at the least, and where the server is away, milliseconds. */
const AGAIN_MS = 200;
const AWAY_MS = 2000;
const MOST_AWAY = 30;

/** What this browser can hear: AAC everywhere but in builds without licensed codecs. */
function codec(): 'aac' | 'opus' {
  return new Audio().canPlayType('audio/mp4; codecs="mp4a.40.2"') === '' ? 'opus' : 'aac';
}

const stepOf = (step: unknown): SoundStep => (step === 'speaking' || step === 'mixing' ? step : 'waiting');
const rest = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });

/** Opens it; nothing is asked yet. */
export function openFilmSound(filmId: string): FilmSound {
  const listeners = new Set<() => void>();
  let state: SoundState = { phase: 'unasked', step: 'waiting', url: null, isStale: false, loudness: null, problem: null };
  let asking: AbortController | undefined;
  let tag: string | null = null;
  let heardOf: string | null = null;
  const set = (change: Partial<SoundState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const put = (url: string | null, change: Partial<SoundState>) => {
    const { url: old } = state;
    set({ ...change, url });
    // What played it has let go of it by then.
    if (old !== null && old !== url) setTimeout(() => URL.revokeObjectURL(old), 5000);
  };

  /** One question; true where the answer is the last. */
  async function once(audible: string, signal: AbortSignal): Promise<boolean> {
    const headers = { 'accept-language': languageNow(), ...(tag === null ? {} : { 'if-none-match': tag }) };
    const reply = await fetch(`/api/v1/films/${filmId}/sound?codec=${codec()}`, { signal, headers });
    switch (reply.status) {
      case 202: {
        const { step } = (await reply.json()) as Readonly<{ step?: unknown }>;
        set({ phase: 'making', step: stepOf(step), problem: null });
        return false;
      }
      case 204:
        tag = null;
        put(null, { phase: 'silent', isStale: false, problem: null });
        return true;
      case 304:
        heardOf = audible;
        set({ phase: 'ready', isStale: false, problem: null });
        return true;
      case 200: {
        const bytes = await reply.blob();
        const { headers: told } = reply;
        tag = told.get('etag');
        heardOf = audible;
        const [lufs, peakDbtp] = [told.get('x-loudness-lufs'), told.get('x-true-peak-dbtp')];
        const loudness = lufs === null || peakDbtp === null ? null : { lufs, peakDbtp };
        put(URL.createObjectURL(bytes), { phase: 'ready', isStale: false, problem: null, loudness });
        return true;
      }
      default: {
        const { detail, retry } = (await reply.json().catch(() => ({}))) as Readonly<{ detail?: string; retry?: string }>;
        if (reply.status === 429 || (reply.status === 503 && retry !== 'never')) throw new Error('later');
        set({ phase: 'failed', problem: detail ?? null });
        return true;
      }
    }
  }

  async function until(audible: string, settleMs: number, signal: AbortSignal): Promise<void> {
    await rest(settleMs, signal);
    for (let away = 0; !signal.aborted; ) {
      try {
        if (await once(audible, signal)) return;
        away = 0;
        await rest(AGAIN_MS, signal);
      } catch {
        if (signal.aborted) return;
        // The line broke: the server goes on for a while, and has kept what it made.
        away += 1;
        if (away > MOST_AWAY) return set({ phase: 'failed', problem: null });
        await rest(AWAY_MS, signal);
      }
    }
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (audible, settleMs) => {
      asking?.abort();
      const own = new AbortController();
      asking = own;
      if (audible === null) {
        tag = null;
        heardOf = null;
        put(null, { phase: 'silent', isStale: false, problem: null });
        return;
      }
      if (state.phase === 'silent' || state.phase === 'unasked' || state.phase === 'failed')
        set({ phase: 'making', step: 'waiting', problem: null });
      set({ isStale: state.url !== null && heardOf !== audible });
      void until(audible, settleMs, own.signal);
    },
    close: () => {
      asking?.abort();
      if (state.url !== null) URL.revokeObjectURL(state.url);
    },
  };
}
