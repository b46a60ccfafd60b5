/** Content-Disposition for any name (RFC 6266, RFC 8187): an ASCII stand-in for old readers, the whole name in UTF-8 for others. Nothing of a name can end the header or begin another. */
export function disposition(name: string, isInline: boolean): string {
  const plain = name.replaceAll(/[^ -~]/g, '_').replaceAll(/["\\%/;]/g, '_');
  // encodeURIComponent throws on half a surrogate pair.
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
