/** How long a picture waits for its sound to begin; after that it goes on without it, milliseconds. */
const START_MS = 1500;

/** A film's sound in this page. While it plays it leads: the picture shows the frame that is heard. */
export type Speaker = Readonly<{
  /** Takes another sound, null for none. What plays goes over to it once it can, at the place where the picture is. */
  load: (url: string | null) => void;
  play: (atSec: number) => void;
  pause: () => void;
  /** Where the sound stands, seconds; null where it does not lead. `pictureSec`: where the picture would be by the page's own clock. */
  leads: (pictureSec: number) => number | null;
  setVolume: (volume: Readonly<{ ratio: number; isMuted: boolean }>) => void;
  /** Whether the browser has refused to play it, as it does before the page was touched. */
  isRefused: () => boolean;
  close: () => void;
}>;

/** Opens one. Its element is put into the page, where tests and the browser's own tools find it. */
export function openSpeaker(): Speaker {
  let audio: HTMLAudioElement | null = null;
  let coming: HTMLAudioElement | null = null;
  let volume = { ratio: 1, isMuted: false };
  let isPlaying = false;
  let isRefused = false;
  /** The picture went on without it: it has to catch up before it leads again. */
  let isBehind = false;
  let startedMs = 0;
  let placeSec = 0;
  const dress = (element: HTMLAudioElement) => {
    element.volume = volume.ratio;
    element.muted = volume.isMuted;
  };
  const drop = (element: HTMLAudioElement | null) => {
    element?.pause();
    element?.remove();
    element?.removeAttribute('src');
  };
  const start = (atSec: number) => {
    placeSec = atSec;
    if (audio === null) return;
    startedMs = performance.now();
    isBehind = false;
    isRefused = false;
    audio.currentTime = atSec;
    const own = audio;
    own.play().catch((error: unknown) => {
      // A pause or another sound that comes in between is no refusal.
      if (own === audio && error instanceof DOMException && error.name === 'NotAllowedError') isRefused = true;
    });
  };
  return {
    load: (url) => {
      drop(coming);
      coming = null;
      if (url === null) {
        drop(audio);
        audio = null;
        return;
      }
      const next = new Audio();
      coming = next;
      next.preload = 'auto';
      next.dataset['filmSound'] = '';
      next.addEventListener(
        'canplay',
        () => {
          if (coming !== next) return;
          coming = null;
          drop(audio);
          audio = next;
          document.body.append(next);
          if (isPlaying) start(placeSec);
        },
        { once: true },
      );
      dress(next);
      next.src = url;
      next.load();
    },
    play: (atSec) => {
      isPlaying = true;
      start(atSec);
    },
    pause: () => {
      isPlaying = false;
      audio?.pause();
    },
    leads: (pictureSec) => {
      if (audio === null || !isPlaying || isRefused || audio.ended || pictureSec >= audio.duration) {
        placeSec = pictureSec;
        return null;
      }
      const isGoing = !audio.seeking && !audio.paused && audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
      if (isGoing && isBehind) start(pictureSec);
      else if (!isGoing && performance.now() - startedMs > START_MS) {
        isBehind = true;
        placeSec = pictureSec;
        return null;
      } else if (isGoing) {
        startedMs = performance.now();
        // Never back: an element's time may be told a little unevenly.
        placeSec = Math.max(placeSec, audio.currentTime);
      }
      return placeSec;
    },
    setVolume: (next) => {
      volume = next;
      for (const each of [audio, coming]) if (each !== null) dress(each);
    },
    isRefused: () => isRefused,
    close: () => {
      drop(audio);
      drop(coming);
      audio = null;
      coming = null;
    },
  };
}
