/** How many digits a currency has after the point (ISO 4217, by way of Intl). */
function fractionDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in major units (rupees, dollars) in the currency's smallest one (paise, cents). */
export function minorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** fractionDigits(currency));
}

/** An amount in major units as a customer in India reads it: `₹1,50,000`, `US$19.99`. */
export function priceText(amount: number, currency: string): string {
  return new Intl.NumberFormat("en-IN", { style: "currency", currency }).format(amount).replace(/\.00$/, "");
}

/** The same of an amount in the smallest unit. */
export function amountText(amountMinor: number, currency: string): string {
  return priceText(amountMinor / 10 ** fractionDigits(currency), currency);
}
