/** An amount in the currency's smallest unit (paise, cents), as people read it: ₹2,999 or $49.50. */
export function amountText(amountMinor: number, currency: string, locale = "en-IN"): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits).replace(/[.,]00$/, "");
}
