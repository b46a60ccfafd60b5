/** The tools of the viewport. */
export function ToolBar() {
  return null;
}
