import { z } from "zod";
import { ShortText } from "../../schema/scalars.ts";
import { writtenForms } from "../../schema/written-form.ts";

const SignalName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, "must consist of small letters, digits and `_`, and start with a letter")
  .register(writtenForms, { called: "signal" });

export const OwnSignals = z
  .record(SignalName, z.array(ShortText.max(100)).min(1).max(100))
  .describe(
    "Signals of the client's own for conditions: the words and phrases of customers that raise each. They are compared as whole words, without regard to case.",
  );
