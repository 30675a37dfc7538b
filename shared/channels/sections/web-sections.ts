import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";
import { inputSection, outputSection } from "./section.ts";

const Origin = z
  .string()
  .refine((given) => /^https?:$/.test(URL.parse(given)?.protocol ?? "") && URL.parse(given)?.origin === given, {
    error: "must be an origin, such as https://www.example.com: no path, no slash at the end",
  });

const ProactiveChat = z.strictObject({
  after_seconds: z.number().min(0).max(3_600).default(15),
  /** The message; by default a greeting in the visitor's language. */
  message: ShortText.optional(),
  /** Path prefixes of the pages where it speaks; empty: all pages. */
  pages: z.array(z.string().startsWith("/", "must begin with a slash")).default([]),
});

export const webChatSections = {
  input: inputSection(
    "web_chat",
    "web",
    z.strictObject({
      /** The page with the chat. Pages of its origin may open it. */
      widget_url: z.url("must be a URL").optional(),
      /** Other origins whose pages may open it. */
      allowed_origins: z.array(Origin).default([]),
      /** Whether the chat speaks first, once per visit. No model is called before the visitor writes. */
      proactive_chat: z.boolean().default(false),
      proactive: ProactiveChat.prefault({}),
    }),
  ),
  output: outputSection("web_chat", z.strictObject({})),
};

export const webVoiceSections = {
  input: inputSection(
    "web_voice",
    "livekit_web",
    z.strictObject({
      room_prefix: z
        .string()
        .regex(/^[A-Za-z0-9_-]*$/, "must be letters, digits, `_` and `-`")
        .default("voice_"),
      /** Seconds. */
      max_duration: z.number().int().min(1).max(86_400).default(1800),
    }),
  ),
  output: outputSection("web_voice", z.strictObject({ voice_id: ShortText.optional() })),
};
