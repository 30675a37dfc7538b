import { type ChannelFormat, defineChannel, hourMs } from "./definition.ts";
import type { instagramSections } from "./sections/instagram-sections.ts";
import type { SectionConfig } from "./sections/section.ts";
import { withLinks, withNumberedChoices } from "./sending/plain-text.ts";
import type { ShapedContent } from "./sending/shaped-content.ts";
import { splitText } from "./sending/split-text.ts";

/** Meta docs, "Instagram messaging: Send API" (bytes of UTF-8) and "Quick replies". */
const textBytes = 1_000;
const quickReplies = 13;
const quickReplyLabel = 20;

/** Meta docs, "Instagram messaging: HUMAN_AGENT tag". */
const agentWindowMs = 24 * hourMs;
const personWindowMs = 7 * 24 * hourMs;

const shownAsFiles = /^(image|video|audio)\//;

/** Instagram messages: choices as quick replies; images, videos and audio as files; other files as links. */
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
  sections: async () => (await import("./sections/instagram-sections.ts")).instagramSections,
  addresses: ({ business_account, account_id }: SectionConfig<(typeof instagramSections)["input"]>) => [
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
