/** Looks for what is like a picture, without taking the picture in. */
export type PictureSearch = (picture: File) => void;

let search: PictureSearch | null = null;

/** Where a carried picture could be searched by: the library tells it while its search field is shown. */
export const pictureSearch = {
  now: () => search,
  /** Returns how to take it back. */
  tell: (next: PictureSearch): (() => void) => {
    search = next;
    return () => {
      if (search === next) search = null;
    };
  },
};
