import { z } from "zod";
import { Name, ShortText } from "../schema/scalars.ts";

/** A template of the tenant's, by name, or by name with what its placeholders stand for. */
export const TemplateChoice = z.preprocess(
  (given) => (typeof given === "string" ? { name: given } : given),
  z.strictObject({ name: Name, values: z.record(z.string().min(1), ShortText).default({}) }),
);
