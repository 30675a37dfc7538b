import { platformScope, TenantId } from "../tenant.ts";
import type { GoogleApi } from "./google-api.ts";
import { cloudKeys } from "./keys.ts";

describe("keys in Cloud KMS and Secret Manager", () => {
  const acme = TenantId.parse("acme");
  const other = TenantId.parse("other");
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  let calls: { readonly url: string; readonly body: unknown }[];
  let nowMs: number;

  beforeEach(() => {
    calls = [];
    nowMs = 1_000_000;
  });

  function keysWith(answer: (url: string, body: Record<string, string>) => { status: number; body: unknown }) {
    const call: GoogleApi = async ({ url, body }) => {
      calls.push({ url, body });
      return answer(url, (body ?? {}) as Record<string, string>);
    };
    const kmsKey = (tenantId: TenantId) => (tenantId === other ? "projects/p/other-key" : "projects/p/common-key");
    return cloudKeys({ projectId: "p", kmsKey, call, now: () => nowMs });
  }

  test("wraps with the tenant's key, bound to the tenant", async () => {
    const keys = keysWith((_url, { plaintext, additionalAuthenticatedData }) => ({
      status: 200,
      body: { ciphertext: base64(`${additionalAuthenticatedData}:${plaintext}`) },
    }));
    const wrapped = await keys.wrap(other, Buffer.from("data key"));
    expect(Buffer.from(wrapped).toString()).toBe(`${base64("other")}:${base64("data key")}`);
    expect(calls[0]?.url).toBe("https://cloudkms.googleapis.com/v1/projects/p/other-key:encrypt");
  });

  test("distinguishes an unusable key from a busy service", async () => {
    const failing = (status: number, code: string) =>
      keysWith(() => ({ status, body: { error: { status: code, message: "no" } } })).unwrap(acme, Buffer.from("x"));
    await expect(failing(400, "INVALID_ARGUMENT")).rejects.toMatchObject({ code: "key-unusable" });
    await expect(failing(400, "FAILED_PRECONDITION")).rejects.toMatchObject({ code: "key-unusable" });
    await expect(failing(503, "UNAVAILABLE")).rejects.not.toHaveProperty("code");
    await expect(failing(403, "PERMISSION_DENIED")).rejects.toThrow("projects/p/common-key: 403 PERMISSION_DENIED");
  });

  test("prefixes a tenant's secret with the tenant's id, and the platform's with nothing", async () => {
    const keys = keysWith((url) => ({ status: 200, body: { payload: { data: base64(url.split("/")[7] ?? "") } } }));
    expect(await keys.secret(acme, "CRM_TOKEN")).toBe("tenant-acme--CRM_TOKEN");
    expect(await keys.secret(platformScope, "JWT_SECRET")).toBe("JWT_SECRET");
    expect(await keys.secret(acme, "../JWT_SECRET")).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  test("caches a secret for five minutes, a missing one for half a minute, and never a failure", async () => {
    let answer = { status: 404, body: {} as unknown };
    const keys = keysWith(() => answer);
    expect(await keys.secret(acme, "TOKEN")).toBeUndefined();
    answer = { status: 200, body: { payload: { data: base64("first") } } };
    expect(await keys.secret(acme, "TOKEN")).toBeUndefined();
    nowMs += 31_000;
    expect(await keys.secret(acme, "TOKEN")).toBe("first");
    answer = { status: 200, body: { payload: { data: base64("rotated") } } };
    nowMs += 200_000;
    expect(await keys.secret(acme, "TOKEN")).toBe("first");
    nowMs += 101_000;
    expect(await keys.secret(acme, "TOKEN")).toBe("rotated");
    nowMs += 301_000;
    answer = { status: 503, body: {} };
    await expect(keys.secret(acme, "TOKEN")).rejects.toThrow("503");
    answer = { status: 200, body: { payload: { data: base64("back") } } };
    expect(await keys.secret(acme, "TOKEN")).toBe("back");
  });

  test("remembers the secrets of 2,000 tenants", async () => {
    const keys = keysWith(() => ({
      status: 200,
      body: { payload: { data: base64("a token of forty characters or so ...") } },
    }));
    const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "RAZORPAY_KEY_SECRET", "CRM_TOKEN"];
    for (let round = 0; round < 2; round += 1)
      for (let tenant = 0; tenant < 2_000; tenant += 1)
        for (const name of names) await keys.secret(TenantId.parse(`tenant_${tenant}`), name);
    expect(calls).toHaveLength(2_000 * names.length);
  });
});
