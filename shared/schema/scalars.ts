import { z } from "zod";
import { writtenForms } from "./written-form.ts";

/** Messages continue "`agent.model` …". The remedy follows after a line break, unless the message makes it obvious. */

export const ShortText = z.string().trim().min(1, "must not be empty");

/** A name that other parts of the file refer to. */
export const Name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
    "must consist of letters, digits, `_`, `-` and `.`, and start with a letter or digit",
  )
  .register(writtenForms, { called: "name" });

/** E.164 (`+` and 8 to 15 digits). Spaces, dashes, dots, brackets and a leading `whatsapp:` are removed. */
export const PhoneNumber = z
  .string()
  .transform((given) => given.replace(/^whatsapp:/, "").replace(/[\s().-]/g, ""))
  .pipe(
    z
      .string()
      .regex(
        /^\+[1-9]\d{7,14}$/,
        'must be an international phone number in quotes, such as "+14155238886"\nBegin it with + and the country code, in place of a leading 0.',
      ),
  )
  .register(writtenForms, { called: "phone number", json: { pattern: "^(whatsapp:)?\\s*\\+[\\d\\s().-]+$" } });

/** BCP 47, such as `hi` or `en-IN`. */
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as hi or en-IN")
  .register(writtenForms, { called: "language tag" });

/** Whole seconds. */
export const Seconds = z.number().int().min(0).register(writtenForms, { called: "seconds" });

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: "must be a currency code of three capital letters, such as INR", abort: true })
  .refine((code) => Intl.supportedValuesOf("currency").includes(code), "is not a currency of ISO 4217")
  .register(writtenForms, { called: "currency" });

/** Other parts of the file refer to an item by its name, so names must be unique. */
export function uniqueBy<T>(key: (item: T) => string, called: string) {
  return (items: readonly T[], context: z.RefinementCtx): void => {
    const seen = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      const name = key(item);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, index);
      else
        context.addIssue({
          code: "custom",
          path: [index],
          message: `repeats the ${called} \`${name}\` of item ${first + 1}\nUse a unique one for each.`,
          input: item,
        });
    }
  };
}
