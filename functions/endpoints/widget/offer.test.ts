import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { webChatOf } from "../../../shared/config/web-chat.ts";
import { type CallOffer, offerOf } from "./offer.ts";

const noCalls: CallOffer = { livekit_url: null, socket_url: null };

function configWith(webChat: string) {
  return minimalConfig(`  channels: { input: [{ type: "web_chat", ${webChat} }] }\n`);
}

describe("the offer", () => {
  it("is proactive only if the tenant configures it", () => {
    const offered = (settings: string) => {
      const config = configWith(`config: { ${settings} }`);
      const webChat = webChatOf(config);
      return webChat && offerOf(config, webChat, noCalls).proactive;
    };
    expect(offered("")).toBeNull();
    expect(offered("proactive_chat: true")).toEqual({ after_seconds: 15, message: null, pages: [] });
    expect(
      offered('proactive_chat: true, proactive: { after_seconds: 3, message: "Need a test?", pages: ["/tests"] }'),
    ).toEqual({ after_seconds: 3, message: "Need a test?", pages: ["/tests"] });
  });

  it("has calls only where the tenant takes them and the deployment can carry them", () => {
    const socket = { livekit_url: null, socket_url: "/v1/socket" };
    const livekit = { livekit_url: "wss://livekit.example", socket_url: null };
    const callsOf = (inputs: string, carried: CallOffer) => {
      const config = minimalConfig(`  channels: { input: [{ type: "web_chat" }${inputs}] }\n`);
      const webChat = webChatOf(config);
      return webChat && offerOf(config, webChat, carried).calls;
    };
    expect(callsOf(', { type: "web_voice" }', socket)).toEqual(socket);
    expect(callsOf(', { type: "web_voice" }', livekit)).toEqual(livekit);
    expect(callsOf(', { type: "web_voice" }', noCalls)).toBeNull();
    expect(callsOf(', { type: "web_voice", enabled: false }', socket)).toBeNull();
    expect(callsOf("", socket)).toBeNull();
  });
});
