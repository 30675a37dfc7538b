import type { Caller } from "../../../shared/security/tokens/identity.ts";

const prefix = "person:";

/** The subject of a signed-in person, as the audit log and the rate limits see it. */
export function personSubject(personId: string): string {
  return prefix + personId;
}

/** The person behind a caller; undefined for a token or an API key. */
export function personIdIn({ subject }: Pick<Caller, "subject">): string | undefined {
  return subject.startsWith(prefix) ? subject.slice(prefix.length) : undefined;
}
