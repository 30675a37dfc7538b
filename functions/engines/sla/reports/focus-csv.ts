import Big from "big.js";
import { stringify } from "csv-stringify/sync";
import { fractionDigits } from "../../../../shared/payments/amount.ts";
import { monthMinutes } from "../../../../shared/sla/calendar-month.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { channelName } from "../channel-names.ts";
import type { ReportContents } from "./report.ts";

interface Charge {
  readonly category: "Purchase" | "Usage" | "Credit";
  readonly description: string;
  readonly costMinor: number;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly sku: string;
}

/**
 * A month's price, turns and credit with the columns of FOCUS 1.0 (focus.finops.org, "FOCUS Columns"). Amounts are exact
 * decimals of the currency; a credit is negative. Pure.
 */
export function focusCsv(
  report: ReportContents,
  { client, clientId }: { readonly client: string; readonly clientId: string },
): string {
  const { month, zone, currency, contract, priceMinor, creditMinor, channels } = report;
  const { from, to } = monthMinutes(month, zone);
  const decimals = fractionDigits(currency);
  const amount = (minor: number) => new Big(minor).div(new Big(10).pow(decimals)).toFixed(decimals);
  const charges: Charge[] = [
    {
      category: "Purchase",
      description: contract,
      costMinor: priceMinor,
      quantity: 1,
      unit: "Months",
      sku: "subscription",
    },
    ...channels.map(({ channel, requests }) => ({
      category: "Usage" as const,
      description: `Turns on ${channelName(channel, "en")}`,
      costMinor: 0,
      quantity: requests,
      unit: "Turns",
      sku: `turns-${channel}`,
    })),
    ...(creditMinor > 0
      ? [
          {
            category: "Credit" as const,
            description: `${contract}: credit for ${report.availabilityPercent} %`,
            costMinor: -creditMinor,
            quantity: null,
            unit: null,
            sku: "sla-credit",
          },
        ]
      : []),
  ];
  const [start, end] = [timeOf(from).toISOString(), timeOf(to).toISOString()];
  const lines = charges.map(({ category, description, costMinor, quantity, unit, sku }) => {
    const cost = amount(costMinor);
    return {
      BilledCost: cost,
      EffectiveCost: cost,
      ListCost: cost,
      ContractedCost: cost,
      BillingCurrency: currency,
      BillingAccountId: clientId,
      BillingAccountName: client,
      BillingPeriodStart: start,
      BillingPeriodEnd: end,
      ChargePeriodStart: start,
      ChargePeriodEnd: end,
      ChargeCategory: category,
      ChargeClass: null,
      ChargeDescription: description,
      ChargeFrequency: category === "Usage" ? "Usage-Based" : category === "Purchase" ? "Recurring" : "One-Time",
      ConsumedQuantity: category === "Usage" ? quantity : null,
      ConsumedUnit: category === "Usage" ? unit : null,
      PricingQuantity: quantity,
      PricingUnit: unit,
      SkuId: sku,
      ServiceCategory: "AI and Machine Learning",
      ServiceName: "Agent platform",
      ProviderName: "Agency",
      PublisherName: "Agency",
      InvoiceIssuerName: "Agency",
    };
  });
  return stringify(lines, { header: true, escape_formulas: true });
}
