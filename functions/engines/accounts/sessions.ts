import { hash, randomBytes } from "node:crypto";
import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  put,
  type Stored,
  type Write,
} from "../../../shared/platform/documents.ts";
import { unlessConflict } from "../../../shared/platform/version-conflicts.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { accountAudit } from "./account-audit.ts";
import { type Person, people } from "./person.ts";
import { personSubject } from "./person-subject.ts";

const Session = z.object({
  personId: z.string(),
  userAgent: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
});
export type Session = z.infer<typeof Session>;

/** Sessions of browsers. The id is the hash of the cookie's value, which is stored nowhere. */
export const consoleSessions: Collection<Session> = {
  name: "console-sessions",
  schema: Session,
  indexes: [["personId", "createdAt desc"]],
  confidential: false,
  personal: "nothing",
  expiry: ({ expiresAt }) => new Date(expiresAt),
};

const SignInLink = z.object({ personId: z.string(), expiresAt: z.string(), usedAt: z.string().nullable() });
type SignInLink = z.infer<typeof SignInLink>;

/** Links that sign one person in once. The id is the hash of the link's secret. */
export const signInLinks: Collection<SignInLink> = {
  name: "sign-in-links",
  schema: SignInLink,
  indexes: [],
  confidential: false,
  personal: "nothing",
  expiry: ({ expiresAt }) => new Date(expiresAt),
};

const sessionHours = 12;

interface SignedIn {
  readonly sessionId: string;
  readonly personId: string;
  readonly person: Person;
  readonly csrfToken: string;
}

/** The id of the person with this address, whatever its letters' case. */
export async function personIdOf(documents: Documents, email: string): Promise<string> {
  return (await documents.ids(agencyId)).of("person", email.trim().toLowerCase());
}

/** The secret of a new link. It works once, within `minutes`. */
export async function createSignInLink(
  documents: Documents,
  link: { readonly personId: string; readonly minutes: number; readonly now: Date },
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const expiresAt = new Date(link.now.getTime() + link.minutes * 60_000).toISOString();
  const data = { personId: link.personId, expiresAt, usedAt: null };
  await documents.commit(agencyId, [put(signInLinks, hashOf(secret), data, { ifVersion: absent })]);
  return secret;
}

export interface OpenedSession {
  /** The value of the session's cookie. */
  readonly cookie: string;
  readonly expiresAt: Date;
}

/**
 * Uses a link, and opens a session with it. Undefined for a link that is unknown, used or too old, and for a person who
 * was removed: nobody learns which. Of two uses at once one succeeds.
 */
export async function redeemSignInLink(
  documents: Documents,
  use: { readonly secret: string; readonly userAgent: string; readonly now: Date },
): Promise<OpenedSession | undefined> {
  const id = hashOf(use.secret);
  const at = use.now.toISOString();
  const link = await documents.get(agencyId, signInLinks, id);
  if (link === undefined || link.data.usedAt !== null || link.data.expiresAt <= at) return undefined;
  const used = put(signInLinks, id, { ...link.data, usedAt: at }, { ifVersion: link.version });
  return openSession(documents, { ...use, personId: link.data.personId, used, detail: {} });
}

/**
 * Opens a session for the person with an address that an identity provider has verified. Undefined when nobody with it
 * may sign in, and when the attempt's secret was used already.
 */
export async function openVerifiedSession(
  documents: Documents,
  use: { readonly email: string; readonly secret: string; readonly userAgent: string; readonly now: Date },
): Promise<OpenedSession | undefined> {
  const personId = await personIdOf(documents, use.email);
  const at = use.now.toISOString();
  const expiresAt = new Date(use.now.getTime() + sessionHours * 3_600_000).toISOString();
  const used = put(signInLinks, hashOf(use.secret), { personId, expiresAt, usedAt: at }, { ifVersion: absent });
  return openSession(documents, { ...use, personId, used, detail: { by: "oidc" } });
}

/** @param opening.used says in the same commit that what opened the session cannot open another. */
async function openSession(
  documents: Documents,
  opening: {
    readonly personId: string;
    readonly used: Write;
    readonly detail: { readonly by?: string };
    readonly userAgent: string;
    readonly now: Date;
  },
): Promise<OpenedSession | undefined> {
  const { now, used, detail } = opening;
  const person = await activePerson(documents, opening.personId);
  if (person === undefined) return undefined;
  const cookie = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000);
  const session: Session = {
    personId: person.id,
    userAgent: opening.userAgent.slice(0, 200),
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: null,
  };
  const entry = { actor: personSubject(person.id), target: person.id, now, detail };
  const opened = documents.commit(agencyId, [
    accountAudit("session-opened", entry),
    used,
    put(consoleSessions, hashOf(cookie), session, { ifVersion: absent }),
  ]);
  return (await unlessConflict(opened)) ? { cookie, expiresAt } : undefined;
}

/** Who a session's cookie belongs to. Undefined when it is unknown, revoked or too old. */
export async function signedIn(documents: Documents, cookie: string, now: Date): Promise<SignedIn | undefined> {
  const sessionId = hashOf(cookie);
  const session = (await documents.get(agencyId, consoleSessions, sessionId))?.data;
  if (session === undefined || session.revokedAt !== null || session.expiresAt <= now.toISOString()) return undefined;
  const person = await activePerson(documents, session.personId);
  if (person === undefined) return undefined;
  return { sessionId, personId: person.id, person: person.data, csrfToken: hashOf(`csrf:${cookie}`) };
}

/** False when the person has no such session. A revoked one stays in the list until it would have expired. */
export async function revokeSession(
  documents: Documents,
  { personId, sessionId, now }: { readonly personId: string; readonly sessionId: string; readonly now: Date },
): Promise<boolean> {
  const session = await documents.get(agencyId, consoleSessions, sessionId);
  if (session?.data.personId !== personId) return false;
  if (session.data.revokedAt !== null) return true;
  const revoked = { ...session.data, revokedAt: now.toISOString() };
  const entry = { actor: personSubject(personId), target: personId, now, detail: { session: sessionId } };
  await documents.commit(agencyId, [
    put(consoleSessions, sessionId, revoked, { ifVersion: session.version }),
    accountAudit("session-ended", entry),
  ]);
  return true;
}

/** The person, if they may sign in. */
export async function activePerson(documents: Documents, id: string): Promise<Stored<Person> | undefined> {
  const person = await documents.get(agencyId, people, id);
  return person?.data.removedAt === null ? person : undefined;
}

function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}
