/** What stays in this browser, of one client's chat: nothing but the key to the visitor's own session and what is still to be sent. */
export function store(clientId) {
  const name = `agent-chat:${clientId}`;
  const read = (storage) => {
    try {
      return JSON.parse(storage.getItem(name) ?? "{}");
    } catch {
      // Storage can be forbidden, or hold what another version wrote: the chat then lives as long as the page.
      return {};
    }
  };
  const of = (open) => {
    let kept;
    const load = () => {
      kept ??= {};
      try {
        return read(open());
      } catch {
        return kept;
      }
    };
    return {
      get: (key) => load()[key],
      set(key, value) {
        const next = { ...load(), [key]: value };
        kept = next;
        try {
          open().setItem(name, JSON.stringify(next));
        } catch {
          // As above.
        }
      },
    };
  };
  return { lasting: of(() => localStorage), visit: of(() => sessionStorage) };
}
