import { z } from "zod";
import { Name } from "../schema/scalars.ts";
import { type ChannelFormat, defineChannel, hourMs } from "./definition.ts";
import { withLinks, withNumberedChoices } from "./plain-text.ts";
import { inputSection, MetaId, outputSection, perSecond } from "./section.ts";
import type { ShapedContent } from "./shaped-content.ts";
import { splitText } from "./split-text.ts";

/** Meta docs, "Instagram messaging: Send API" (bytes of UTF-8) and "Quick replies". */
const textBytes = 1_000;
const quickReplies = 13;
const quickReplyLabel = 20;

/** Meta docs, "Instagram messaging: HUMAN_AGENT tag". */
const agentWindowMs = 24 * hourMs;
const personWindowMs = 7 * 24 * hourMs;

const shownAsFiles = /^(image|video|audio)\//;

/** Instagram messages: quick replies for choices, images, videos and audio as they are, other files as links. */
export const instagramFormat: ChannelFormat = {
  windowMs: (by) => (by === "operator" ? personWindowMs : agentWindowMs),
  shape({ text, choices, media }, shaping) {
    const isFile = ({ contentType }: { readonly contentType: string }) =>
      shaping.media && shownAsFiles.test(contentType);
    const files = media.filter(isFile).map((file): ShapedContent => ({ type: "media", ...file, caption: "" }));
    const linked = withLinks(
      text,
      media.filter((file) => !isFile(file)),
    );
    const quick =
      choices.length > 0 &&
      choices.length <= quickReplies &&
      choices.every(({ label }) => [...label].length <= quickReplyLabel) &&
      linked !== "";
    const parts = splitText(quick ? linked : withNumberedChoices(linked, choices), textBytes, "bytes").map(
      (part): ShapedContent => ({ type: "text", text: part }),
    );
    const last = parts.at(-1);
    if (!quick || last?.type !== "text") return [...files, ...parts];
    return [...files, ...parts.slice(0, -1), { type: "quick-replies", text: last.text, choices: [...choices] }];
  },
};

const Input = z.strictObject({
  business_account: Name,
  /** Meta's id of the account, where `business_account` is its name: what its webhooks name. */
  account_id: MetaId.optional(),
  /** False: messages are kept for people, and no agent answers. */
  auto_reply: z.boolean().default(true),
});

/** Instagram, through Meta. */
export const instagram = defineChannel({
  identity: {
    kind: "instagram",
    vouched: true,
    rank: 3,
    column: "instagram",
    columns: ["instagram"],
    example: "17890000000000601",
  },
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["meta_instagram"],
  input: inputSection("instagram", "meta_instagram", Input),
  output: outputSection(
    "instagram",
    z.strictObject({ provider: Name.default("meta_instagram"), max_per_second: perSecond(100) }),
  ),
  addresses: ({ business_account, account_id }: z.output<typeof Input>) => [
    [business_account, "business_account"] as const,
    ...(account_id === undefined ? [] : [[account_id, "account_id"] as const]),
  ],
  carrier: {
    provider: "meta",
    account: "meta_instagram",
    format: () => instagramFormat,
    templates: null,
    stopIsFinal: false,
    recipientColumns: null,
    toolProvider: /instagram/i,
  },
});
