import { randomBytes } from "node:crypto";
import { platformScope, type TenantId } from "../../../shared/platform/tenant.ts";
import { newTenant, type OpenPlatform, withPlatform } from "../open-platform.ts";

/**
 * The contract of every implementation of the keys port. `setSecret` stores a secret as the platform's operator would.
 */
export function keysContract(
  name: string,
  open: OpenPlatform,
  setSecret: (scope: TenantId, secretName: string, value: string) => Promise<void>,
): void {
  describe(`keys: ${name}`, () => {
    test("unwraps what it wrapped, also after a restart", async () => {
      const tenant = newTenant();
      const dataKey = randomBytes(32);
      const wrapped = await withPlatform(open, ({ keys }) => keys.wrap(tenant, dataKey));
      expect(Buffer.from(wrapped).includes(dataKey)).toBe(false);
      const unwrapped = await withPlatform(open, ({ keys }) => keys.unwrap(tenant, wrapped));
      expect(Buffer.compare(Buffer.from(unwrapped), dataKey)).toBe(0);
    });

    test("rejects another tenant's key, an altered key and a truncated key", () =>
      withPlatform(open, async ({ keys }) => {
        const tenant = newTenant();
        const wrapped = Buffer.from(await keys.wrap(tenant, randomBytes(32)));
        const altered = Buffer.from(wrapped);
        altered.writeUInt8(altered.readUInt8(altered.length - 20) ^ 1, altered.length - 20);
        await expect(keys.unwrap(newTenant(), wrapped)).rejects.toMatchObject({ code: "key-unusable" });
        await expect(keys.unwrap(tenant, altered)).rejects.toMatchObject({ code: "key-unusable" });
        await expect(keys.unwrap(tenant, wrapped.subarray(0, 10))).rejects.toMatchObject({ code: "key-unusable" });
      }));

    test("only its owner reads a secret, whether a tenant or the platform", () =>
      withPlatform(open, async ({ keys }) => {
        const [tenant, other] = [newTenant(), newTenant()];
        await setSecret(tenant, "CRM_TOKEN", "tenant's");
        await setSecret(platformScope, "SIGNING_KEY", "platform's");
        expect(await keys.secret(tenant, "CRM_TOKEN")).toBe("tenant's");
        expect(await keys.secret(other, "CRM_TOKEN")).toBeUndefined();
        expect(await keys.secret(platformScope, "CRM_TOKEN")).toBeUndefined();
        expect(await keys.secret(platformScope, "SIGNING_KEY")).toBe("platform's");
        expect(await keys.secret(tenant, "SIGNING_KEY")).toBeUndefined();
      }));
  });
}
