/** The looks of a menu's sheet and of its rows. */
export const menuSheet = 'z-50 min-w-40 rounded-lg border border-line2 bg-s2 p-1 text-base text-t1';
/** A row of a menu. */
export const menuRow =
  'flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-s3 data-[state=checked]:text-now data-disabled:text-t3';
