/** The calls that run now, above the list. */
export function LiveCalls(_: { readonly client: string; onOpen(id: string): void }) {
  return null;
}
