import domain from "node:domain";

const noDomain = { on: () => noDomain, run: (work: () => unknown) => work() };

/**
 * Keeps functions-framework from running each HTTP function in a `node:domain` (build/src/function_wrappers.js). The first
 * domain enables async hooks for the life of the process, and every promise then pays for them: 40 % of a busy process's
 * CPU under streamed chats, which users feel in the slowest answers (docs/decisions/2026-11-28-no-domains.md). A domain
 * reports errors that a function throws asynchronously. The HTTP shell catches those itself.
 */
export function withoutDomains(): void {
  domain.create = () => noDomain as unknown as domain.Domain;
}
