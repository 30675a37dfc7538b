import { z } from "zod";
import { Name } from "../../schema/scalars.ts";
import { inputSection, MetaId, outputSection, perSecond, sendingProvider } from "./section.ts";

const Input = z.strictObject({
  business_account: Name.describe("The account: its name, or Meta's id of it."),
  account_id: MetaId.optional().describe(
    "Meta's id of the account, which its webhooks send. Needed where `business_account` is a name. In quotes.",
  ),
  auto_reply: z.boolean().default(true).describe("False: the agent does not answer, and people read the messages."),
});

export const instagramSections = {
  input: inputSection("instagram", "meta_instagram", Input),
  output: outputSection(
    "instagram",
    z.strictObject({ provider: sendingProvider("meta_instagram"), max_per_second: perSecond(100) }),
  ),
};
