import sharp from 'sharp';

/** A picture file's size in pixels as it is meant to be seen (EXIF turned), from its header alone; null when that cannot be told. */
export async function pictureSize(path: string): Promise<Readonly<{ widthPx: number; heightPx: number }> | null> {
  try {
    const { autoOrient } = await sharp(path, { limitInputPixels: false }).metadata();
    return autoOrient.width > 0 && autoOrient.height > 0 ? { widthPx: autoOrient.width, heightPx: autoOrient.height } : null;
  } catch {
    // Reading the picture itself says what is wrong with it.
    return null;
  }
}
