import { SignJWT } from "jose";
import type { Keys } from "../../platform/keys.ts";
import { TenantId } from "../../platform/tenant.ts";
import { issueToken, tokenVerifier } from "./tokens.ts";
import { visitorTokens } from "./visitor-tokens.ts";

const secret = "a secret of at least thirty-two bytes";
const keys = { secret: async () => secret } as unknown as Keys;
const tenantId = TenantId.parse("client_123");
const visitor = { tenantId, sessionId: "visitor-1" };
let clock = new Date("2026-11-22T10:00:00Z");
const now = () => clock;
const tokens = visitorTokens({ keys, now });
const later = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};

describe("a visitor's token", () => {
  it("identifies the tenant and the session it was issued for", async () => {
    const { token } = await tokens.issue(visitor, "chat");
    expect(await tokens.verify(token, "chat")).toEqual(visitor);
  });

  it("expires after half an hour; a resume token expires after 90 days", async () => {
    const chat = await tokens.issue(visitor, "chat");
    const resume = await tokens.issue(visitor, "resume");
    expect(chat.expiresAt.getTime() - clock.getTime()).toBe(30 * 60_000);
    later(31 * 60_000);
    await expect(tokens.verify(chat.token, "chat")).rejects.toMatchObject({ status: 401, code: "token-expired" });
    expect(await tokens.verify(resume.token, "resume")).toEqual(visitor);
    later(90 * 24 * 3_600_000);
    await expect(tokens.verify(resume.token, "resume")).rejects.toMatchObject({ code: "token-expired" });
  });

  it("is rejected for the other use", async () => {
    const { token } = await tokens.issue(visitor, "chat");
    await expect(tokens.verify(token, "resume")).rejects.toMatchObject({ status: 401, code: "token-invalid" });
    const resume = await tokens.issue(visitor, "resume");
    await expect(tokens.verify(resume.token, "chat")).rejects.toMatchObject({ status: 401, code: "token-invalid" });
  });

  it("is rejected by the API, and API tokens are rejected for visitors", async () => {
    const verifyApi = tokenVerifier({ keys, now });
    for (const use of ["chat", "resume"] as const) {
      const { token } = await tokens.issue(visitor, use);
      await expect(verifyApi(token)).rejects.toMatchObject({ status: 401, code: "token-invalid" });
    }
    const claims = { subject: "visitor-1", tenantId, roles: ["admin"] as const, lifetimeSeconds: 60 };
    const admin = await issueToken({ keys, now }, claims);
    await expect(tokens.verify(admin, "chat")).rejects.toMatchObject({ status: 401, code: "token-invalid" });
  });

  it("is rejected when another key signed it", async () => {
    const forged = await new SignJWT({ client_id: tenantId })
      .setProtectedHeader({ alg: "HS256", typ: "visitor-chat+jwt" })
      .setSubject("visitor-1")
      .setAudience("visitor-chat+jwt")
      .setExpirationTime(clock.getTime() / 1000 + 60)
      .sign(new TextEncoder().encode("another secret of thirty-two bytes"));
    await expect(tokens.verify(forged, "chat")).rejects.toMatchObject({ status: 401, code: "token-invalid" });
    await expect(tokens.verify("no token", "chat")).rejects.toMatchObject({ status: 401, code: "token-invalid" });
  });
});
