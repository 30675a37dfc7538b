/** Stores each client's last conversation, so that a reload returns to it. */

const key = "agent-console";

function read() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

function write(change) {
  localStorage.setItem(key, JSON.stringify({ ...read(), ...change }));
}

export function lastClient() {
  return read().client;
}

/** @param {string} client */
export function rememberClient(client) {
  write({ client });
}

/**
 * @param {string} client
 * @returns {{ sessionId: string, conversationId?: string }}
 */
export function sessionOf(client) {
  return read().sessions?.[client] ?? newSession(client);
}

/** @param {string} client */
export function newSession(client) {
  const session = { sessionId: `console-${randomHex()}` };
  remember(client, session);
  return session;
}

/**
 * @param {string} client
 * @param {{ sessionId: string, conversationId?: string }} session
 */
export function remember(client, session) {
  write({ sessions: { ...read().sessions, [client]: session } });
}

/** `crypto.randomUUID` requires a secure context, which a phone on the same network may not have. */
function randomHex() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
