/** The page's credentials. On the product's own machine it gets tokens; elsewhere the operator pastes one. */

const tokenKey = "agent-console-token";
const tokens = new Map();

/** @returns {Promise<{ issues_tokens: boolean, clients: { id: string, name: string, agent_name: string }[] }>} */
export async function readSession() {
  const response = await fetch("/session");
  if (!response.ok) throw new Error("The product did not respond as expected.");
  return response.json();
}

/**
 * A token for the client. `renew` requests a new one after the previous one was rejected.
 * @param {string} clientId
 * @param {{ renew?: boolean }} [options]
 */
export async function tokenFor(clientId, { renew = false } = {}) {
  const pasted = sessionStorage.getItem(tokenKey);
  if (pasted !== null) return pasted;
  if (!renew && tokens.has(clientId)) return tokens.get(clientId);
  const response = await fetch("/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ client_id: clientId }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? "No token was issued.");
  tokens.set(clientId, body.token);
  return body.token;
}

/** The client of the token pasted into this tab, if any. */
export function pastedClient() {
  const token = sessionStorage.getItem(tokenKey);
  return token === null ? undefined : claimsOf(token)?.client_id;
}

/**
 * Stores the token for this tab. @returns its client; undefined if the token is invalid and was not stored.
 * @param {string} token
 */
export function paste(token) {
  const client = claimsOf(token)?.client_id;
  if (client !== undefined) sessionStorage.setItem(tokenKey, token);
  return client;
}

export function forgetPasted() {
  sessionStorage.removeItem(tokenKey);
}

/**
 * Reads the claims without verifying them. The API verifies the token.
 * @param {string} token
 * @returns {{ client_id?: string, sub?: string, roles?: string[] } | undefined}
 */
function claimsOf(token) {
  try {
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
