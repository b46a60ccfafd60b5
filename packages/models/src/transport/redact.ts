const shapes: readonly (readonly [RegExp, string])[] = [
  // Query parameters that carry keys or signatures; Google writes its key into result addresses.
  [
    /([?&](?:key|api_key|apikey|access_token|token|t|sig|signature|x-[a-z]+-(?:signature|credential|security-token)|_jwt)=)[^&#\s"']+/gi,
    '$1…',
  ],
  [/\b(Bearer|Key|Basic)\s+[\w.~+/=:-]{6,}/g, '$1 …'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '…'],
  [/(Credential|Signature)=[^,\s]+/g, '$1=…'],
];

/** A function that takes secrets out of a text: the given ones in every form they travel in, and what looks like one. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(':')]).filter((part) => part.length >= 4);
  const forms = parts.flatMap((part) => [
    part,
    encodeURIComponent(part),
    Buffer.from(part).toString('base64'),
    JSON.stringify(part).slice(1, -1),
  ]);
  // Longest first: a part must not leave the rest of its whole behind.
  const ordered = [...new Set(forms)].sort((one, other) => other.length - one.length);
  return (text) => {
    const known = ordered.reduce((clean, form) => clean.replaceAll(form, '…'), text);
    return shapes.reduce((clean, [shape, instead]) => clean.replace(shape, instead), known);
  };
}

/** An address for a log: scheme, host and path, never the query. */
export function shownUrl(url: string): string {
  return url.startsWith('data:') ? 'data:…' : (url.split(/[?#]/)[0] ?? '');
}
