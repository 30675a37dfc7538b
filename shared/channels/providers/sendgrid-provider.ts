import { z } from "zod";
import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { defineProvider } from "./provider-definition.ts";

/** SendGrid: e-mail. */
export const sendgridProvider = defineProvider({
  settings: {
    api_key: SecretReference.optional().describe("SendGrid: the key of its API."),
    from_address: z.email("must be an e-mail address").optional().describe("SendGrid: the sender of mails."),
  },
  files: null,
  sender: async (dependencies) => (await import("./sendgrid.ts")).sendGridSender(dependencies),
});
