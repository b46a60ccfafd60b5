// The isomorphic rooms have no URL class in their types; what is needed of it is little.

// The host ends where a path, a query or the text does: host@elsewhere names a user, and another host.
const shape = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\s\\@]+)(?=[/?#]|$)([^?#]*)(\?[^#]*)?/i;

/** scheme://host[:port] in lower case, or '' for what is no such URL or names a user (whose host could be another than it looks). */
export function originOf(url: string): string {
  const parts = shape.exec(url);
  return parts === null ? '' : `${parts[1]}://${parts[2]}`.toLowerCase();
}

/** The host without its port, lower case; '' where there is none. */
export function hostOf(url: string): string {
  return originOf(url)
    .replace(/^[^:]+:\/\//, '')
    .replace(/:\d+$/, '');
}

/** The path, with its leading slash. */
export function pathOf(url: string): string {
  return shape.exec(url)?.[3] ?? '';
}

/** A URL with further query parameters; undefined ones are left out. */
export function withQuery(url: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** The query of a URL, unescaped; of a name that comes twice the last; what is no escape stays as it stands. */
export function queryOf(url: string): Readonly<Record<string, string>> {
  const plain = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const pairs = (/\?([^#]*)/.exec(url)?.[1] ?? '').split('&').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => [plain(pair.split('=')[0] ?? ''), plain(pair.split('=').slice(1).join('='))]));
}
