import type { Progress } from "../progress.ts";
import { sanitiseReply } from "./clean.ts";
import { corrections, judge } from "./guard.ts";

const markup = "it contained markup or citations. Write plain text.";

/**
 * Judges what a tool is about to send to the customer as the guard judges a reply. Returns the correction for the model,
 * or null when the customer may read the text. `template` is the tenant's own wording, which supports what it says.
 */
export function judgeMessage(
  progress: Pick<Progress, "turn" | "sources" | "toolCalls">,
  text: string,
  template = "",
): string | null {
  if (sanitiseReply(text) !== text) return markup;
  const wording = { id: "template", title: "", text: template };
  const sources = template === "" ? progress.sources : [...progress.sources, wording];
  const finding = judge(text, { ...progress, sources });
  return finding === null ? null : corrections[finding];
}
