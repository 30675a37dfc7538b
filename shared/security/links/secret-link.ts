import { hash, randomBytes } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { Problem } from "../../http/problem.ts";
import { absent, type Documents, put, remove, type Stored } from "../../platform/documents.ts";
import type { Keys } from "../../platform/keys.ts";
import { platformScope, type TenantId } from "../../platform/tenant.ts";
import { retryConflicts } from "../../platform/version-conflicts.ts";
import { readSecret } from "../tokens/tokens.ts";
import { hashLinkPassword, isLinkPassword } from "./link-password.ts";
import { countLinkUse, fullLinkCount, type LinkCount } from "./link-uses.ts";
import { type LinkCaps, type LinkPurpose, type SecretLink, secretLinks } from "./secret-link-documents.ts";

export type LinkView = Omit<SecretLink, "password"> & { readonly id: string; readonly hasPassword: boolean };

/** Undefined leaves a setting as it is; null removes it. */
export interface LinkChange {
  readonly expiresAt?: Date | null | undefined;
  readonly password?: string | null | undefined;
  readonly caps?: LinkCaps | null | undefined;
  /** True refuses the link from now on. */
  readonly revoke?: boolean | undefined;
}

/**
 * Links that whoever holds them may open: pages for people without an account. The token has 128 random bits and is
 * stored as a hash, so a link is shown once. Callers send the token from the path, never from a query that is logged.
 */
export interface SecretLinks {
  create(link: {
    readonly tenantId: TenantId;
    readonly purpose: LinkPurpose;
    readonly target: string;
    readonly createdBy: string;
    readonly expiresAt?: Date | null;
    readonly password?: string | null;
    readonly caps?: LinkCaps | null;
    /** The id of a link of the tenant whose password holds for this one too, unless `password` is given. */
    readonly passwordOf?: string;
    /** The token that `newLinkToken` gave, where a request must survive being repeated. */
    readonly token?: string;
  }): Promise<{ readonly link: LinkView; readonly token: string }>;
  /**
   * The link, if its token may be used now. Counts nothing.
   * @throws Problem 404 `link-not-found`; 410 `link-expired`, `link-revoked`; 401 `link-password-required`.
   */
  open(token: string, by: { readonly purpose: LinkPurpose; readonly ticket?: string | undefined }): Promise<LinkView>;
  /**
   * Exchanges a password for a ticket of 12 hours, which `open` accepts until the password changes. A visitor may be
   * wrong five times an hour, all visitors together a hundred times.
   * @throws Problem as `open`; 401 `link-password-wrong`; 429 `link-tries-used` with `Retry-After`.
   */
  unlock(
    token: string,
    by: { readonly purpose: LinkPurpose; readonly password: string; readonly visitor: string },
  ): Promise<{ readonly link: LinkView; readonly ticket: string }>;
  /**
   * Counts one use by a visitor, who is told apart by an address or a session's id.
   * @throws Problem 429 `link-visitor-cap` or `link-day-cap` with `Retry-After`.
   */
  count(link: LinkView, visitor: string): Promise<void>;
  /** Undefined when the tenant has no such link. */
  show(tenantId: TenantId, id: string): Promise<LinkView | undefined>;
  change(tenantId: TenantId, id: string, change: LinkChange): Promise<LinkView | undefined>;
  remove(tenantId: TenantId, id: string): Promise<void>;
}

const tokenForm = /^[A-Za-z0-9_-]{22}$/;
const ticketType = "link-ticket+jwt";
export const ticketSeconds = 12 * 3_600;
const wrongPerHour = { visitor: 5, all: 100 };

export function newLinkToken(): string {
  return randomBytes(16).toString("base64url");
}

/** The id of a token's link. Plain SHA-256: 128 random bits cannot be searched. */
export function linkIdOf(token: string): string {
  return hash("sha256", token, "base64url");
}

export function createSecretLinks(ports: {
  readonly documents: Documents;
  readonly keys: Keys;
  readonly now: () => Date;
}): SecretLinks {
  const { documents, keys, now } = ports;

  async function usable(token: string, purpose: LinkPurpose): Promise<{ id: string; stored: SecretLink }> {
    const id = linkIdOf(token);
    const found = tokenForm.test(token) ? await documents.get(platformScope, secretLinks, id) : undefined;
    if (found?.data.purpose !== purpose)
      throw new Problem(404, "link-not-found", "There is nothing at this link. Check that it was copied whole.");
    const { revokedAt, expiresAt } = found.data;
    if (revokedAt !== null)
      throw new Problem(410, "link-revoked", "This link was withdrawn. Ask the sender for a new one.");
    if (expiresAt !== null && Date.parse(expiresAt) <= now().getTime())
      throw new Problem(410, "link-expired", "This link has expired. Ask the sender for a new one.");
    return { id, stored: found.data };
  }

  async function findOwned(tenantId: TenantId, id: string): Promise<Stored<SecretLink> | undefined> {
    const found = await documents.get(platformScope, secretLinks, id);
    return found?.data.tenantId === tenantId ? found : undefined;
  }

  /** An address never stands in the database: the tenant's key and the window make it an id of that window only. */
  async function countOf(link: Pick<LinkCount, "linkId" | "limit" | "window">, tenantId: TenantId, visitor: string) {
    const ids = await documents.ids(tenantId);
    return { ...link, by: ids.of("link-visitor", link.window, visitor) };
  }

  return {
    async create({ tenantId, purpose, target, createdBy, expiresAt = null, password = null, caps = null, ...given }) {
      const token = given.token ?? newLinkToken();
      const id = linkIdOf(token);
      const before = given.passwordOf === undefined ? undefined : await findOwned(tenantId, given.passwordOf);
      const kept = before?.data.password ?? null;
      const data: SecretLink = {
        tenantId,
        purpose,
        target,
        createdAt: now().toISOString(),
        createdBy,
        expiresAt: expiresAt?.toISOString() ?? null,
        revokedAt: null,
        password: password === null ? kept : await hashLinkPassword(password, now()),
        caps,
      };
      await documents.commit(platformScope, [put(secretLinks, id, data, { ifVersion: absent })]);
      return { link: viewOf(id, data), token };
    },

    async open(token, { purpose, ticket }) {
      const { id, stored } = await usable(token, purpose);
      if (stored.password !== null && !(await isTicketOf(ticket, id, stored.password.setAt)))
        throw new Problem(401, "link-password-required", "This link needs its password.");
      return viewOf(id, stored);
    },

    async unlock(token, { purpose, password, visitor }) {
      const { id, stored } = await usable(token, purpose);
      if (stored.password === null) return { link: viewOf(id, stored), ticket: await ticketFor(id, "") };
      const window = now().toISOString().slice(0, 13);
      const tries = [
        await countOf({ linkId: id, window, limit: wrongPerHour.visitor }, stored.tenantId, `tries/${visitor}`),
        { linkId: id, window, limit: wrongPerHour.all, by: "tries" },
      ];
      if (await fullLinkCount(documents, tries)) throw triesUsed(now());
      if (!(await isLinkPassword(stored.password, password))) {
        if (await countLinkUse(documents, tries)) throw triesUsed(now());
        throw new Problem(401, "link-password-wrong", "This is not the password of this link.");
      }
      return { link: viewOf(id, stored), ticket: await ticketFor(id, stored.password.setAt) };
    },

    async count({ id, tenantId, caps }, visitor) {
      if (caps === null) return;
      const window = now().toISOString().slice(0, 10);
      const ofVisitor = await countOf({ linkId: id, window, limit: caps.perVisitor }, tenantId, visitor);
      const ofDay = { linkId: id, window, limit: caps.perDay, by: "all" };
      const full = await countLinkUse(documents, [ofVisitor, ofDay]);
      if (full === undefined) return;
      const headers = { "Retry-After": String(secondsToNext(now(), 86_400)) };
      if (full === ofDay)
        throw new Problem(429, "link-day-cap", "This link was used as often as it may be today.", { headers });
      throw new Problem(429, "link-visitor-cap", "You used this link as often as you may today.", { headers });
    },

    async show(tenantId, id) {
      const found = await findOwned(tenantId, id);
      return found && viewOf(id, found.data);
    },

    async change(tenantId, id, { expiresAt, password, caps, revoke }) {
      const hashed = typeof password === "string" ? await hashLinkPassword(password, now()) : password;
      return retryConflicts(async () => {
        const found = await findOwned(tenantId, id);
        if (!found) return undefined;
        const next: SecretLink = {
          ...found.data,
          ...(expiresAt === undefined ? {} : { expiresAt: expiresAt?.toISOString() ?? null }),
          ...(hashed === undefined ? {} : { password: hashed }),
          ...(caps === undefined ? {} : { caps }),
          ...(revoke ? { revokedAt: found.data.revokedAt ?? now().toISOString() } : {}),
        };
        await documents.commit(platformScope, [put(secretLinks, id, next, { ifVersion: found.version })]);
        return viewOf(id, next);
      });
    },

    async remove(tenantId, id) {
      if (await findOwned(tenantId, id)) await documents.commit(platformScope, [remove(secretLinks, id)]);
    },
  };

  async function ticketFor(linkId: string, passwordSetAt: string): Promise<string> {
    const issuedAt = Math.floor(now().getTime() / 1000);
    return new SignJWT({ password_set_at: passwordSetAt })
      .setProtectedHeader({ alg: "HS256", typ: ticketType })
      .setSubject(linkId)
      .setAudience(ticketType)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ticketSeconds)
      .sign(await readSecret(keys));
  }

  async function isTicketOf(ticket: string | undefined, linkId: string, passwordSetAt: string): Promise<boolean> {
    if (ticket === undefined) return false;
    const checks = {
      algorithms: ["HS256"],
      typ: ticketType,
      audience: ticketType,
      subject: linkId,
      currentDate: now(),
    };
    try {
      const { payload } = await jwtVerify(ticket, await readSecret(keys), { ...checks, requiredClaims: ["exp"] });
      return payload.password_set_at === passwordSetAt;
    } catch (error) {
      if (error instanceof errors.JOSEError) return false;
      throw error;
    }
  }
}

function viewOf(id: string, { password, ...link }: SecretLink): LinkView {
  return { id, ...link, hasPassword: password !== null };
}

function triesUsed(at: Date): Problem {
  const headers = { "Retry-After": String(secondsToNext(at, 3_600)) };
  return new Problem(429, "link-tries-used", "Too many wrong passwords. Try again in an hour.", { headers });
}

function secondsToNext(at: Date, windowSeconds: number): number {
  return windowSeconds - (Math.floor(at.getTime() / 1000) % windowSeconds);
}
