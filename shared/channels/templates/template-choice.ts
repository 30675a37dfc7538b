import { z } from "zod";
import { Name, ShortText } from "../../schema/scalars.ts";

/** A tenant's template: its name, or its name with values for its placeholders. */
export const TemplateChoice = z.preprocess(
  (given) => (typeof given === "string" ? { name: given } : given),
  z.strictObject({ name: Name, values: z.record(z.string().min(1), ShortText).default({}) }),
);
