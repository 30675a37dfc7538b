import { isPrivateHost, isPublicHost } from "./public-address.ts";

describe("a host", () => {
  test.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://api.localhost/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://intranet/",
  ])("is refused when it is %s", (address) => {
    expect(isPrivateHost(new URL(address).hostname)).toBe(true);
  });

  test.each(["https://8.8.8.8/", "https://[2606:4700::1111]/", "https://api.client.com/"])(
    "is allowed: %s",
    (address) => {
      expect(isPrivateHost(new URL(address).hostname)).toBe(false);
    },
  );

  test("is refused when any of its addresses is private", async () => {
    const resolves = (...addresses: string[]) => isPublicHost("api.client.com", async () => addresses);
    expect(await resolves("8.8.8.8")).toBe(true);
    expect(await resolves("8.8.8.8", "10.0.0.5")).toBe(false);
    expect(await resolves("::ffff:10.0.0.5")).toBe(false);
    expect(await resolves()).toBe(false);
  });
});
