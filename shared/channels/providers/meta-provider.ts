import { z } from "zod";
import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { AccountId } from "../sections/section.ts";
import { mediaAddress, mediaIdOf, metaMediaScheme } from "./meta-media.ts";
import { defineProvider, type KeptFiles } from "./provider-definition.ts";

/** The Graph API's version. */
const mediaVersion = "v23.0";

const Located = z.object({ url: z.string() });

/** WhatsApp's Cloud API returns an address for an id, valid for five minutes (Meta docs, "Cloud API: media"). */
const files: KeptFiles = {
  scheme: metaMediaScheme,
  usualBaseUrl: "https://graph.facebook.com",
  token: { setting: "access_token", usualName: "META_ACCESS_TOKEN" },
  ask: (id, { baseUrl, token }) =>
    mediaIdOf(mediaAddress(id)) === id
      ? { url: `${baseUrl}/${mediaVersion}/${id}`, authorization: `Bearer ${token}` }
      : undefined,
  locate(answer, { token }) {
    const found = Located.safeParse(answer);
    return found.success ? { url: found.data.url, authorization: `Bearer ${token}` } : undefined;
  },
};

/** Meta: WhatsApp's Cloud API, and Instagram. */
export const metaProvider = defineProvider({
  settings: {
    page_id: AccountId.optional().describe("Meta: the id of the page or business account."),
    access_token: SecretReference.optional().describe("Meta: the account's token."),
    app_secret: SecretReference.optional().describe("Meta: the secret that signs its webhooks."),
    verify_token: SecretReference.optional().describe("Meta: the token that Meta sends when a webhook is set up."),
  },
  files,
  sender: async (dependencies) => (await import("./meta.ts")).metaSender(dependencies),
});
