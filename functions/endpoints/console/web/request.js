import { tokenFor } from "./identity.js";

/** A failed request, with a message for the user. */
export class ApiProblem extends Error {
  /** @param {number} status 0 if the server did not respond @param {string} code @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Calls the API for one client. An expired token is renewed once. @throws {ApiProblem}
 * @param {string} clientId
 */
export function caller(clientId) {
  async function call(path, init = {}, renewed = false) {
    const headers = { Authorization: `Bearer ${await tokenFor(clientId, { renew: renewed })}`, ...init.headers };
    const response = await send(path, { ...init, headers });
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.code === "token-expired" && !renewed) return call(path, init, true);
    throw problem;
  }
  return call;
}

async function send(path, init) {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem(0, "unreachable", "The product does not respond. Is it still running?");
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const wait = response.headers.get("Retry-After");
  const detail = body.detail ?? `The product responded with status ${response.status}.`;
  return new ApiProblem(response.status, body.code ?? "unknown", wait === null ? detail : `${detail} (${wait} s)`);
}
