const most = 500;

/** Which conversations this operator has looked at on this browser, and when. @param {string} clientId */
export function seenConversations(clientId) {
  const key = `agent-inbox-seen:${clientId}`;
  let seen = {};
  try {
    seen = JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    // What is no JSON was not written here: all count as unread, which costs a look.
    localStorage.removeItem(key);
  }
  return {
    /** @returns {Record<string, string>} the time by conversation */
    all: () => seen,
    /** @param {string} id @param {string} at of the newest that was in sight */
    mark(id, at) {
      if (seen[id] === at) return;
      const { [id]: _, ...others } = seen;
      seen = Object.fromEntries([...Object.entries(others), [id, at]].slice(-most));
      localStorage.setItem(key, JSON.stringify(seen));
    },
  };
}
