/** The room of keys, people and how the studio looks. */
export function SettingsRoom() {
  return null;
}
