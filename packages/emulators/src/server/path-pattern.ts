/** A path with {name} for one segment (or a part of it) and {name+} for one or more segments, as a regular expression with those groups. */
export function pathPattern(path: string): RegExp {
  const source = path
    .split(/(\{\w+\+?\})/)
    .map((part) => {
      const name = /^\{(\w+)(\+?)\}$/.exec(part);
      if (name === null) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return name[2] === '+' ? `(?<${name[1]}>.+?)` : `(?<${name[1]}>[^/]+?)`;
    })
    .join('');
  return new RegExp(`^${source}/?$`);
}
