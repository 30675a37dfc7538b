const most = 500;

/** The conversations read in this browser, and when. @param {string} clientId */
export function seenConversations(clientId) {
  const key = `agent-inbox-seen:${clientId}`;
  let seen = {};
  try {
    seen = JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    // Invalid JSON was not written here. All conversations then count as unread.
    localStorage.removeItem(key);
  }
  return {
    /** @returns {Record<string, string>} times by conversation */
    all: () => seen,
    /** @param {string} id @param {string} at time of the newest visible entry */
    mark(id, at) {
      if (seen[id] === at) return;
      const { [id]: _, ...others } = seen;
      seen = Object.fromEntries([...Object.entries(others), [id, at]].slice(-most));
      localStorage.setItem(key, JSON.stringify(seen));
    },
  };
}
