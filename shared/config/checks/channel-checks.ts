import type { z } from "zod";
import { providerKind } from "../../channels/channel-settings.ts";
import type { Channels } from "../../channels/config.ts";
import type { Capability } from "../../schema/capability.ts";
import { didYouMean } from "../../schema/did-you-mean.ts";
import type { Path } from "../reading/problem.ts";

interface File {
  readonly channels: z.output<typeof Channels>;
  readonly integrations: { readonly available: readonly Capability[] };
}

type WhatsappConfig = Extract<File["channels"]["output"][number], { readonly type: "whatsapp" }>["config"];

/** Checks that the rest of the file holds what each channel needs in order to send. */
export function checkChannels({ channels, integrations }: File, context: z.RefinementCtx): void {
  const issue = (path: Path, message: string, input: unknown) =>
    context.addIssue({ code: "custom", path: [...path], message, input });
  const whatsapp = channels.input.flatMap((input, index) =>
    input.type === "whatsapp" && input.enabled
      ? [{ index, input, kind: providerKind(input.provider, "whatsapp", integrations.available) }]
      : [],
  );
  for (const { index, input, kind } of whatsapp)
    if (kind === "meta" && input.config.phone_number_id === undefined)
      issue(
        ["channels", "input", index, "config"],
        `needs \`phone_number_id\`, Meta's id of the number\nFind it in WhatsApp Manager, under "API setup".`,
        input.config,
      );
  const throughTwilio = whatsapp.some(({ kind }) => kind === "twilio");
  for (const [index, output] of channels.output.entries())
    if (output.type === "whatsapp") checkTemplates(output.config, { index, throughTwilio, issue });
}

function checkTemplates(
  { templates, fallback_template: fallback }: WhatsappConfig,
  how: {
    readonly index: number;
    readonly throughTwilio: boolean;
    issue(path: Path, message: string, input: unknown): void;
  },
): void {
  const path = ["channels", "output", how.index, "config"];
  const names = templates.map(({ name }) => name);
  if (fallback !== undefined && !names.includes(fallback))
    how.issue(
      [...path, "fallback_template"],
      `is not a template of this channel${didYouMean(fallback, names)}`,
      fallback,
    );
  if (!how.throughTwilio) return;
  for (const [at, template] of templates.entries())
    if (template.content_sid === undefined && template.status === "approved")
      how.issue(
        [...path, "templates", at],
        `needs \`content_sid\`, Twilio's id of the template\nTwilio's Content Template Builder shows it: HX and 32 digits.`,
        template,
      );
}
