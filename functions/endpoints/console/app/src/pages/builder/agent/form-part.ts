import type { Document } from "yaml";
import type { Checked } from "./use-check.ts";
import type { ConfigText } from "./use-config-text.ts";

/** What the sections of the form share. */
export interface FormPart {
  readonly config: ConfigText;
  readonly document: Document;
  readonly checked: Checked | undefined;
}
