import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { addressOnFile } from "./address-on-file.ts";
import { libraryConfig } from "./identity.fixture.ts";
import type { Verification } from "./verification.ts";

const of = (row: object, config: TenantConfig = libraryConfig()) =>
  addressOnFile({ turn: { config }, section: config.identity } as unknown as Verification, row as never)?.address;

it.each([
  ["+91 98112-00001", "+919811200001"],
  ["098112 00001", "+919811200001"],
  [9811200001, "+919811200001"],
  ["+1 415 555 2671", "+14155552671"],
])("reads the phone number %j", (phone, address) => expect(of({ phone })).toBe(address));

it.each(["", "12345", "none", "98112", null, ["+919811200001"]])("finds no address in %j", (phone) =>
  expect(of({ phone, email: "not a mail address" })).toBeUndefined(),
);

it("completes no number for a client without a country, whose digits may be a stranger's number", () => {
  const config = { ...libraryConfig(), timezone: "UTC", payments: { currency: "XAU" } } as unknown as TenantConfig;
  expect(of({ phone: "98112 00001" }, config)).toBeUndefined();
  expect(of({ phone: "98112 00001", email: "nora@mail.example" }, config)).toBe("nora@mail.example");
});
