/** Pictures made by image models. */
export function StillsRoom(_: Readonly<{ projectId: string }>) {
  return null;
}
