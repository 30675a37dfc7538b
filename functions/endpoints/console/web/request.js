import { tokenFor } from "./identity.js";

/** An answer that is no success, in words for the person at the page. */
export class ApiProblem extends Error {
  /** @param {number} status 0 where nothing answered @param {string} code @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Calls the API for one client, with a token that is renewed once where it has expired. @throws {ApiProblem}
 * @param {string} clientId
 */
export function caller(clientId) {
  async function call(path, init = {}, renewed = false) {
    const headers = { Authorization: `Bearer ${await tokenFor(clientId, { renew: renewed })}`, ...init.headers };
    const response = await reach(path, { ...init, headers });
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.code === "token-expired" && !renewed) return call(path, init, true);
    throw problem;
  }
  return call;
}

async function reach(path, init) {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem(0, "unreachable", "The product does not answer. Is it still running?");
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const wait = response.headers.get("Retry-After");
  const detail = body.detail ?? `The product answered ${response.status}.`;
  return new ApiProblem(response.status, body.code ?? "unknown", wait === null ? detail : `${detail} (${wait} s)`);
}
