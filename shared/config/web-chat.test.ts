import { minimalConfig } from "./minimal-config.fixture.ts";
import { isOriginAllowed, webChatOf } from "./web-chat.ts";

const own = { widget_url: "https://chat.client.com/widget", allowed_origins: ["https://shop.example"] };

describe("isOriginAllowed", () => {
  it.each([
    ["the site of the widget", "https://chat.client.com"],
    ["a listed site", "https://shop.example"],
    ["a request without an origin", undefined],
  ])("allows %s", (_, origin) => {
    expect(isOriginAllowed(origin, own, { production: true })).toBe(true);
  });

  it.each([
    ["another site", "https://evil.example"],
    ["another port", "https://shop.example:8443"],
    ["the same host without TLS", "http://shop.example"],
    ["a subdomain", "https://www.shop.example"],
    ["a host that starts like an allowed one", "https://shop.example.evil.example"],
    ["a sandboxed frame", "null"],
    ["this machine", "http://localhost:3000"],
  ])("rejects %s in production", (_, origin) => {
    expect(isOriginAllowed(origin, own, { production: true })).toBe(false);
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:80"])(
    "allows %s outside production",
    (origin) => {
      expect(isOriginAllowed(origin, { allowed_origins: [] }, { production: false })).toBe(true);
    },
  );

  it("rejects a host that only resembles this machine's name", () => {
    expect(isOriginAllowed("http://localhost.evil.example", own, { production: false })).toBe(false);
  });
});

it("is offered only if it is enabled", () => {
  const configWith = (webChat: string) => minimalConfig(`  channels: { input: [{ type: "web_chat", ${webChat} }] }\n`);
  expect(webChatOf(configWith("enabled: true"))).toBeDefined();
  expect(webChatOf(configWith("enabled: false"))).toBeUndefined();
  expect(webChatOf(minimalConfig(""))).toBeUndefined();
});
