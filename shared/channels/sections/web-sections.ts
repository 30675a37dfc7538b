import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";
import { inputSection, outputSection } from "./section.ts";
import { MaxDuration, SpokenOutput } from "./spoken-section.ts";

const Origin = z
  .string()
  .refine((given) => /^https?:$/.test(URL.parse(given)?.protocol ?? "") && URL.parse(given)?.origin === given, {
    error: "must be an origin, such as https://www.example.com: no path, no slash at the end",
  });

const ProactiveChat = z.strictObject({
  after_seconds: z.number().min(0).max(3_600).default(15).describe("Seconds on the page before it speaks."),
  message: ShortText.optional().describe("What it says. Default: a greeting in the visitor's language."),
  pages: z
    .array(z.string().startsWith("/", "must begin with a slash"))
    .default([])
    .describe("Beginnings of the paths where it speaks, such as /prices. Empty: every page."),
});

export const webChatSections = {
  input: inputSection(
    "web_chat",
    "web",
    z.strictObject({
      widget_url: z
        .url("must be a URL")
        .optional()
        .describe("The page with the chat. Pages of its origin may open it."),
      allowed_origins: z.array(Origin).default([]).describe("Other origins whose pages may open it."),
      proactive_chat: z
        .boolean()
        .default(false)
        .describe("The chat speaks first, once per visit. No model is called before the visitor writes."),
      proactive: ProactiveChat.prefault({}).describe("When and what it says, where proactive_chat is true."),
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
        .default("voice_")
        .describe("The beginning of the rooms' names."),
      max_duration: MaxDuration,
    }),
  ),
  output: outputSection("web_voice", SpokenOutput),
};
