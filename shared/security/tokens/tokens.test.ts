import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Keys } from "../../platform/keys.ts";
import { TenantId } from "../../platform/tenant.ts";
import { issueToken, tokenVerifier } from "./tokens.ts";

const secret = "a secret of at least thirty-two bytes";
const tenantId = TenantId.parse("client_123");
const start = new Date("2026-11-22T09:00:00Z");

function keysWith(value: string | undefined) {
  let reads = 0;
  const keys: Pick<Keys, "secret"> = {
    async secret(scope, name) {
      reads++;
      return scope === "_platform" && name === "JWT_SECRET" ? value : undefined;
    },
  };
  return { keys: keys as Keys, reads: () => reads };
}

function clock(initial: Date) {
  let now = initial;
  return {
    now: () => now,
    forward(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}

const claims = { subject: "asha", tenantId, roles: ["operator"] as const, lifetimeSeconds: 3600 };

async function signed(payload: object, alg = "HS256", key = secret): Promise<string> {
  return new SignJWT({ ...payload }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
}

const fitting = { sub: "asha", client_id: "client_123", roles: ["viewer"], exp: start.getTime() / 1000 + 60 };

describe("self-issued tokens", () => {
  it("identify the subject they were issued to", async () => {
    const options = { ...keysWith(secret), ...clock(start) };
    const identity = await tokenVerifier(options)(await issueToken(options, claims));
    expect(identity).toEqual({ subject: "asha", tenantId, roles: ["operator"], rateKey: "sub:asha" });
  });

  it("are rejected after expiry, cached or not", async () => {
    const time = clock(start);
    const options = { ...keysWith(secret), ...time };
    const verify = tokenVerifier(options);
    const token = await issueToken(options, claims);
    await verify(token);
    time.forward(3600 + 31);
    await expect(verify(token)).rejects.toMatchObject({ status: 401, code: "token-expired" });
  });

  it("are verified once and then cached", async () => {
    const options = { ...keysWith(secret), ...clock(start) };
    const verify = tokenVerifier(options);
    const token = await issueToken(options, claims);
    const reads = options.reads();
    await verify(token);
    await verify(token);
    expect(options.reads()).toBe(reads + 1);
  });

  it.each([
    ["another secret", signed(fitting, "HS256", "another secret of thirty-two bytes!!")],
    ["another algorithm", signed(fitting, "HS512", `${secret}${secret}`)],
    ["no signature", Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(fitting))}.`)],
    ["a tenant that cannot be", signed({ ...fitting, client_id: "_platform" })],
    ["no roles", signed({ ...fitting, roles: undefined })],
    ["no expiry", signed({ ...fitting, exp: undefined })],
    ["not a token at all", Promise.resolve("abc")],
  ])("are rejected with %s", async (_, token) => {
    const verify = tokenVerifier({ ...keysWith(secret), ...clock(start) });
    await expect(verify(await token)).rejects.toMatchObject({ status: 401, code: "token-invalid" });
  });

  it("ignore unknown roles", async () => {
    const verify = tokenVerifier({ ...keysWith(secret), ...clock(start) });
    expect((await verify(await signed({ ...fitting, roles: ["root", "viewer"] }))).roles).toEqual(["viewer"]);
  });

  it("are not issued with a secret that can be guessed", async () => {
    const options = { ...keysWith("short"), ...clock(start) };
    await expect(issueToken(options, claims)).rejects.toThrow("JWT_SECRET must have at least 32 bytes; it has 5");
  });
});

describe("an identity provider's tokens", () => {
  it("are verified with its published keys, issuer and audience; self-issued ones are rejected", async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }] });
    const server = createServer((_, response) => response.end(keySet)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const options = { ...keysWith(secret), ...clock(start), jwksUrl, issuer: "https://id.example", audience: "api" };
    const verify = tokenVerifier(options);
    const token = (issuer: string) =>
      new SignJWT({ ...fitting, iss: issuer, aud: "api" })
        .setProtectedHeader({ alg: "RS256", kid: "1" })
        .sign(privateKey);
    expect(await verify(await token("https://id.example"))).toMatchObject({ subject: "asha" });
    await expect(verify(await token("https://evil.example"))).rejects.toMatchObject({ code: "token-invalid" });
    await expect(verify(await issueToken(options, claims))).rejects.toMatchObject({ code: "token-invalid" });
    server.close();
  });
});
