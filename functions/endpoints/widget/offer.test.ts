import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { mayOpen, offerOf, webChatOf } from "./offer.ts";

const own = { widget_url: "https://chat.client.com/widget", allowed_origins: ["https://shop.example"] };

describe("mayOpen", () => {
  it.each([
    ["the site its widget stands on", "https://chat.client.com"],
    ["a site the tenant lists", "https://shop.example"],
    ["no page at all", undefined],
  ])("lets %s open the chat", (_, origin) => {
    expect(mayOpen(origin, own, { production: true })).toBe(true);
  });

  it.each([
    ["another site", "https://evil.example"],
    ["another port", "https://shop.example:8443"],
    ["the same name without TLS", "http://shop.example"],
    ["a site below", "https://www.shop.example"],
    ["a name that begins like ours", "https://shop.example.evil.example"],
    ["a sandboxed frame", "null"],
    ["this machine", "http://localhost:3000"],
  ])("keeps %s out in production", (_, origin) => {
    expect(mayOpen(origin, own, { production: true })).toBe(false);
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:80"])("lets %s in before that", (origin) => {
    expect(mayOpen(origin, { allowed_origins: [] }, { production: false })).toBe(true);
  });

  it("lets in no name that only looks like this machine", () => {
    expect(mayOpen("http://localhost.evil.example", own, { production: false })).toBe(false);
  });
});

function configWith(webChat: string) {
  return minimalConfig(`  channels: { input: [{ type: "web_chat", ${webChat} }] }\n`);
}

describe("the offer", () => {
  it("is made only where web chat is on", () => {
    expect(webChatOf(configWith("enabled: true"))).toBeDefined();
    expect(webChatOf(configWith("enabled: false"))).toBeUndefined();
    expect(webChatOf(minimalConfig(""))).toBeUndefined();
  });

  it("speaks first only where the tenant says so", () => {
    const offered = (settings: string) => {
      const config = configWith(`config: { ${settings} }`);
      const webChat = webChatOf(config);
      return webChat && offerOf(config, webChat).proactive;
    };
    expect(offered("")).toBeNull();
    expect(offered("proactive_chat: true")).toEqual({ after_seconds: 15, message: null, pages: [] });
    expect(
      offered('proactive_chat: true, proactive: { after_seconds: 3, message: "Need a test?", pages: ["/tests"] }'),
    ).toEqual({ after_seconds: 3, message: "Need a test?", pages: ["/tests"] });
  });
});
