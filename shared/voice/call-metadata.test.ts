import { SignJWT } from "jose";
import type { Keys } from "../platform/keys.ts";
import { TenantId } from "../platform/tenant.ts";
import type { CallMetadata } from "./call.ts";
import { idOfCallMetadata, signCallMetadata, verifyCallMetadata } from "./call-metadata.ts";

const now = new Date("2026-11-29T10:00:00.000Z");
const later = new Date("2026-11-29T10:11:00.000Z");
const metadata: CallMetadata = {
  tenantId: TenantId.parse("clinic"),
  callId: "call-1",
  direction: "web",
  channel: "web_voice",
  configName: null,
  customerAddress: "visitor-1",
  accountAddress: null,
  briefing: null,
};

function keysWith(secret: string | undefined): Keys {
  return { secret: async () => secret } as unknown as Keys;
}
const secret = "s".repeat(32);
const keys = keysWith(secret);

it("gives back what was signed, and expires", async () => {
  const signed = await signCallMetadata(keys, metadata, { now, lifetimeSeconds: 600, id: "effect-1" });
  expect(await verifyCallMetadata(keys, signed, now)).toEqual(metadata);
  expect(idOfCallMetadata(signed)).toBe("effect-1");
  await expect(verifyCallMetadata(keys, signed, later)).rejects.toMatchObject({ code: "call-metadata-expired" });
});

it("never expires in the dispatch rule of a number", async () => {
  const signed = await signCallMetadata(keys, metadata, { now });
  expect(await verifyCallMetadata(keys, signed, new Date("2036-01-01"))).toEqual(metadata);
});

it.each([
  ["another platform's", async () => signCallMetadata(keysWith("t".repeat(32)), metadata, { now })],
  ["a changed tenant's", async () => changed(await signCallMetadata(keys, metadata, { now }))],
  ["a token for another use", async () => otherUse({ call: metadata }, "JWT")],
])("refuses %s metadata as foreign", async (_what, signed) => {
  await expect(verifyCallMetadata(keys, await signed(), now)).rejects.toMatchObject({ code: "call-metadata-foreign" });
});

it.each([
  ["no token", async () => '{"tenantId":"clinic"}'],
  ["nothing", async () => ""],
  ["no tenant", async () => otherUse({ call: { ...metadata, tenantId: "../x" } }, "call-metadata+jwt")],
])("refuses %s as malformed", async (_what, signed) => {
  const refused = verifyCallMetadata(keys, await signed(), now);
  await expect(refused).rejects.toMatchObject({ code: "call-metadata-malformed" });
});

it("names the secret that is missing or too short", async () => {
  await expect(signCallMetadata(keysWith(undefined), metadata, { now })).rejects.toThrow("CALL_METADATA_SECRET");
  await expect(verifyCallMetadata(keysWith("short"), "a.b.c", now)).rejects.toThrow("at least 32 bytes; it has 5");
});

it("finds no id in other products' metadata", () => {
  expect([idOfCallMetadata(""), idOfCallMetadata("a.b.c"), idOfCallMetadata('{"a":1}')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

function changed(signed: string): string {
  const [head = "", body = "", signature = ""] = signed.split(".");
  const claims = Buffer.from(body, "base64url").toString().replace("clinic", "tenant");
  return [head, Buffer.from(claims).toString("base64url"), signature].join(".");
}

function otherUse(claims: Record<string, unknown>, typ: string): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ }).sign(new TextEncoder().encode(secret));
}
