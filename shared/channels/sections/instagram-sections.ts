import { z } from "zod";
import { Name } from "../../schema/scalars.ts";
import { inputSection, MetaId, outputSection, perSecond } from "./section.ts";

const Input = z.strictObject({
  business_account: Name,
  /** Meta's id of the account, which its webhooks send. Needed where `business_account` is a name. */
  account_id: MetaId.optional(),
  /** False: the agent does not answer, and people read the messages. */
  auto_reply: z.boolean().default(true),
});

export const instagramSections = {
  input: inputSection("instagram", "meta_instagram", Input),
  output: outputSection(
    "instagram",
    z.strictObject({ provider: Name.default("meta_instagram"), max_per_second: perSecond(100) }),
  ),
};
