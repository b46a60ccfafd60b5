import { useEffect, useState } from 'react';

/**
 * How long is waited before each try, milliseconds. First until the card has stayed in view: who flies past thousands wants to see none of them,
 * and would use up what the server answers in a minute. Then after each failure, which may be no more than that.
 */
const PAUSES_MS = [120, 1000, 4000] as const;

/** A picture asked for no longer is not fetched any further. */
const letGo = (image: HTMLImageElement) => () => image.removeAttribute('src');

/** A card's picture: fetched once its card rests in view, let go of when it leaves, and tried again before it counts as broken. */
export function RestingPicture({ src, onBroken }: Readonly<{ src: string; onBroken: () => void }>) {
  const [tries, setTries] = useState(0);
  const [isPausing, setPausing] = useState(true);
  useEffect(() => {
    if (!isPausing) return;
    const timer = setTimeout(() => {
      setPausing(false);
      setTries(tries + 1);
    }, PAUSES_MS[tries]);
    return () => clearTimeout(timer);
  }, [isPausing, tries]);
  if (isPausing) return <span className="block size-full" />;
  return (
    <img
      ref={letGo}
      src={src}
      alt=""
      draggable={false}
      decoding="async"
      className="size-full object-cover"
      onError={() => (tries < PAUSES_MS.length ? setPausing(true) : onBroken())}
    />
  );
}
