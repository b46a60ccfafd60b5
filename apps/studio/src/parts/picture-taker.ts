/** Puts a picture into the shot that is open; one undo takes it back. */
export type PictureTaker = (assetId: string) => void;

let taker: PictureTaker | null = null;

/** The shot that would take a picture: Direct tells it while a shot is open that may be changed. */
export const pictureTaker = {
  now: () => taker,
  /** Returns how to take it back. */
  tell: (next: PictureTaker): (() => void) => {
    taker = next;
    return () => {
      if (taker === next) taker = null;
    };
  },
};
