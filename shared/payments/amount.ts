/** Number of decimal digits of a currency (ISO 4217, from Intl). */
export function fractionDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Converts an amount from major units (rupees, dollars) to the currency's smallest unit (paise, cents). */
export function minorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** fractionDigits(currency));
}

/** The amount in major units: 149900 paise are 1499. */
export function majorUnits(amountMinor: number, currency: string): number {
  return amountMinor / 10 ** fractionDigits(currency);
}

/** Formats an amount in major units for customers in India: `₹1,50,000`, `US$19.99`. */
export function priceText(amount: number, currency: string): string {
  return new Intl.NumberFormat("en-IN", { style: "currency", currency }).format(amount).replace(/\.00$/, "");
}

/** Formats an amount in the smallest unit like `priceText`. */
export function amountText(amountMinor: number, currency: string): string {
  return priceText(majorUnits(amountMinor, currency), currency);
}
