/** @typedef {typeof import("./call-words-en.js").words} CallWords */

/**
 * What the line and the agent are doing, in the caller's words.
 * @param {import("./call.js").CallState} state @param {CallWords} words @param {string} agentName @returns {string}
 */
export function statusOf({ phase, agent, muted, working, reason, startedAt }, words, agentName) {
  if (phase === "ended") {
    const usual = startedAt === undefined ? words.endings["connection-failed"] : words.ended;
    return entryOf(words.endings, reason) ?? usual;
  }
  if (phase !== "live") return words[phase];
  if (working) return words.working;
  if (agent === "listening" && muted) return words.muted;
  return words[agent](agentName);
}

/**
 * What a person should know besides: there is no microphone, or nothing that hears.
 * @param {import("./call.js").CallState} state @param {CallWords} words @returns {string | undefined}
 */
export function noticeOf({ notice, hears, phase }, words) {
  if (notice !== undefined) return entryOf(words.notices, notice);
  return hears || phase !== "live" ? undefined : words.typeOnly;
}

/** @param {Readonly<Record<string, string>>} entries @param {string | undefined} key */
function entryOf(entries, key) {
  return key !== undefined && Object.hasOwn(entries, key) ? entries[key] : undefined;
}
