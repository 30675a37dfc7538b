import { liveKitSetup, requireLiveKit } from "./livekit.ts";

const all: Readonly<Record<string, string>> = {
  LIVEKIT_API_KEY: "key",
  LIVEKIT_API_SECRET: "secret",
  CALL_METADATA_SECRET: "signing",
};
const keysOf = (secrets: Readonly<Record<string, string>>) => ({
  secret: async (_scope: string, name: string) => secrets[name],
});

it("gives browsers a WebSocket's address and API clients the server's, whichever is set", async () => {
  const account = { url: "wss://calls.example", apiUrl: "https://calls.example", apiKey: "key", apiSecret: "secret" };
  for (const LIVEKIT_URL of ["wss://calls.example", "https://calls.example"]) {
    const setup = await liveKitSetup({ environment: { LIVEKIT_URL }, keys: keysOf(all) });
    expect(setup).toEqual({ configured: true, account });
  }
});

it("names everything that is not set, and what to read", async () => {
  const { LIVEKIT_API_KEY: _key, ...some } = all;
  const required = requireLiveKit({ environment: {}, keys: keysOf(some) });
  await expect(required).rejects.toMatchObject({ status: 503, code: "voice-not-configured" });
  await expect(required).rejects.toThrow("Set LIVEKIT_URL, LIVEKIT_API_KEY: see .env.example");
});
