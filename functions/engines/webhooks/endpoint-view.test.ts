import { endpointView } from "./endpoint-routes.ts";
import { newEndpoint } from "./webhook-endpoint.ts";

const settings = {
  id: "hook-1",
  url: "https://shop.example/hooks",
  description: null,
  events: ["message.received" as const],
  channels: null,
  integration: "zendesk",
};
const at = "2026-11-29T10:00:00.000Z";

it("an endpoint tells which secret of the client signs, and never a secret itself", () => {
  const named = newEndpoint({ ...settings, secretName: "HOOK_SECRET" }, at);
  expect(endpointView(named)).toMatchObject({ secret_name: "HOOK_SECRET" });
  expect(endpointView({ ...named, secretName: null })).toMatchObject({ secret_name: null });
  expect(JSON.stringify(endpointView(named))).not.toContain("whsec_");
});
