import { z } from "zod";

export const Text = z.string().trim().min(1, "must not be empty");

/** A name other parts of the file refer to. */
export const Name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
    "must be a name: letters, digits, `_`, `-` and `.`, starting with a letter or digit",
  );

/** E.164 (`+` and 8 to 15 digits); spaces, dashes, dots, brackets and a leading `whatsapp:` are taken off. */
export const PhoneNumber = z
  .string()
  .transform((given) => given.replace(/^whatsapp:/, "").replace(/[\s().-]/g, ""))
  .pipe(
    z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be an international phone number in quotes, such as "+14155238886"'),
  );

/** Whole seconds. */
export const Seconds = z.number().int().min(0);

/** `price_minor` and the like: how many digits a currency has after the point (ISO 4217, by way of Intl). */
export function minorUnits(amount: number, currency: string): number {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return Math.round(amount * 10 ** digits);
}

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a currency code of three capital letters, such as INR")
  .refine((code) => Intl.supportedValuesOf("currency").includes(code), "is not a currency of ISO 4217");

/** `lab_information_system` → `Lab information system`. */
export function humanise(name: string): string {
  const words = name.replace(/[_.-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
