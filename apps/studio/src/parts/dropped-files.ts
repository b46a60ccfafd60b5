/** Whether files are being carried, rather than text or a part of the page. */
export function carriesFiles(data: DataTransfer | null): boolean {
  return data !== null && [...data.types].includes('Files');
}

/** Whether a file calls itself a picture; what it is, the server says. */
export function isPicture({ type, name }: Readonly<{ type: string; name: string }>): boolean {
  return type.startsWith('image/') || /\.(png|jpe?g|webp|gif|avif|tiff?)$/i.test(name);
}

/** The name of a pasted picture, which the clipboard calls image.png each time. */
export function pastedName(type: string, at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}.${type.split('/')[1] ?? 'png'}`;
}

/** Every file that was dropped, those inside folders too. Folders are read after the event, so it has to be called while it is heard. */
export async function droppedFiles(data: DataTransfer): Promise<readonly File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.some(({ isDirectory }) => isDirectory)) return [...data.files];
  return (await Promise.all(entries.map(filesIn))).flat().filter(({ name }) => !name.startsWith('.'));
}

async function filesIn(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // A folder is told in parts; an empty part is its end.
    const part = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    for (const each of part) found.push(...(await filesIn(each)));
  }
}
