import type { Flow } from "../stage/flow.ts";
import { newWord } from "../stage/flow.ts";

/** The client id with which the agency's own people and tokens come. */
export const agency = "agency";

/** Only the agency makes and changes clients. */
export const agencyOnly: ReadonlySet<string> = new Set(["POST /v1/clients", "PATCH /v1/clients/{id}"]);

/** Everybody may end their own sessions, a viewer too. Only people have sessions, and no token finds one. */
export const endsOwnSession = "DELETE /v1/sessions/{id}";

/** Valid bodies for clients and people. Whom they invite is new each time that the product starts. */
export const accountBodies = (mark: string): Readonly<Record<string, object>> => ({
  "POST /v1/clients": { name: `Client ${mark}` },
  "PATCH /v1/clients/{id}": { stage: "demo" },
  "POST /v1/people": { name: "Somebody", email: `second.${mark}@client.example`, roles: ["viewer"] },
  "PATCH /v1/people/{id}": { roles: ["viewer"] },
});

/** Adds the owner to the clients, and a person of theirs who signs in. */
export async function accountThings(
  { product }: Flow,
  client: string,
  mark: string,
): Promise<Record<string, Record<string, string>>> {
  await product.api("POST /v1/clients", { client: agency, body: { client_id: client, name: mark } });
  const invitation = { name: mark, email: `first.${mark}@client.example`, roles: ["operator"] };
  const invited = await product.api<{ readonly person_id: string; readonly sign_in_url: string }>("POST /v1/people", {
    client,
    body: invitation,
  });
  const { person_id: person, sign_in_url: link } = invited.body;
  const entered = await fetch(`${product.url}/v1/session/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": newWord() },
    body: JSON.stringify({ secret: new URL(link).hash.slice(1) }),
  });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  const sessions = await fetch(`${product.url}/v1/sessions`, { headers: { cookie } });
  const { items } = (await sessions.json()) as { readonly items: readonly { readonly session_id: string }[] };
  return {
    "/v1/clients": { id: client },
    "/v1/people": { id: person },
    "/v1/sessions": { id: items[0]?.session_id ?? "" },
  };
}
