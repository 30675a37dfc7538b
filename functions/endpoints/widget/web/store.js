/** This browser's storage for one client's chat. It holds only the visitor's resume token and unsent messages. */
export function store(clientId) {
  const name = `agent-chat:${clientId}`;
  const read = (storage) => {
    try {
      return JSON.parse(storage.getItem(name) ?? "{}");
    } catch {
      // Storage may be blocked or hold data of another version. The chat then lasts as long as the page.
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
          // Storage is blocked; see above.
        }
      },
    };
  };
  return { lasting: of(() => localStorage), visit: of(() => sessionStorage) };
}
