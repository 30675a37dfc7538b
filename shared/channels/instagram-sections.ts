import { z } from "zod";
import { Name } from "../schema/scalars.ts";
import { inputSection, MetaId, outputSection, perSecond } from "./section.ts";

const Input = z.strictObject({
  business_account: Name,
  /** Meta's id of the account, where `business_account` is its name: what its webhooks name. */
  account_id: MetaId.optional(),
  /** False: messages are kept for people, and no agent answers. */
  auto_reply: z.boolean().default(true),
});

export const instagramSections = {
  input: inputSection("instagram", "meta_instagram", Input),
  output: outputSection(
    "instagram",
    z.strictObject({ provider: Name.default("meta_instagram"), max_per_second: perSecond(100) }),
  ),
};
