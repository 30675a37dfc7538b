/**
 * Translates what customers say into the operator's language, line by line, while it is on. Nothing is asked for while it
 * is off, nor twice.
 * @param {{ translate: (conversationId: string, messageId: string) => Promise<string>, onChange: () => void }} options
 */
export function translations({ translate, onChange }) {
  const lines = new Map();
  let since;

  return {
    /** Translates what is said from now on, or nothing. @param {boolean} on */
    turn(on) {
      since = on ? new Date().toISOString() : undefined;
    },
    forget() {
      since = undefined;
      lines.clear();
    },
    /** The entries with their translations. @param {string} conversationId @param {object[]} entries */
    of(conversationId, entries) {
      return entries.map((entry) => {
        if (entry.type !== "message" || entry.role !== "customer" || entry.text === "") return entry;
        if (since !== undefined && entry.at >= since && !lines.has(entry.id)) ask(conversationId, entry.id);
        const translation = lines.get(entry.id);
        return translation === undefined ? entry : { ...entry, translation };
      });
    },
  };

  function ask(conversationId, id) {
    lines.set(id, undefined);
    translate(conversationId, id)
      .then((text) => {
        lines.set(id, text);
        onChange();
      })
      // It is asked for again with the next change.
      .catch(() => lines.delete(id));
  }
}
