import { defineChannel, sessionIdentity } from "./definition.ts";

/** The chat on a tenant's own pages. */
export const webChat = defineChannel({
  identity: sessionIdentity,
  spoken: false,
  burstWindowMs: 0,
  builtInProviders: ["web"],
  sections: async () => (await import("./sections/web-sections.ts")).webChatSections,
  addresses: () => [],
  carrier: null,
});

/** Calls from a browser. */
export const webVoice = defineChannel({
  identity: sessionIdentity,
  spoken: true,
  burstWindowMs: 0,
  builtInProviders: ["livekit_web"],
  sections: async () => (await import("./sections/web-sections.ts")).webVoiceSections,
  addresses: () => [],
  carrier: null,
});
