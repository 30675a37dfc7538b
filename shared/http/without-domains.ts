import domain from "node:domain";

const none = { on: () => none, run: (work: () => unknown) => work() };

/**
 * Keeps functions-framework from running every function in a `node:domain` of its own (build/src/function_wrappers.js).
 * The first domain switches on async hooks for the life of the process: each promise then costs 1 µs in place of
 * 0.1 µs, measured here, and a turn makes hundreds. The domain is there to answer for functions that throw unseen; our
 * doors catch all. For HTTP functions only: the framework's event functions cannot do without.
 */
export function withoutDomains(): void {
  domain.create = () => none as unknown as domain.Domain;
}
