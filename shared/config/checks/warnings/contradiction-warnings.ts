import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import { addressesOf } from "../../routes.ts";
import type { TenantConfig } from "../../schema.ts";

/** Settings that contradict each other, or that another setting makes useless. */
export function contradictionWarnings(config: TenantConfig, at: Date): readonly Explanation[] {
  return [
    ...hourWarnings(config),
    ...contactWarnings(config),
    ...currencyWarnings(config),
    ...addressWarnings(config),
    ...numberWarnings(config),
    ...holidayWarnings(config, at),
    ...collectionWarnings(config),
    ...greetingWarnings(config),
  ];
}

/** Of a day. Each is compared with those before it. */
const mostOpenings = 100;

function hourWarnings({ business_hours = {} }: TenantConfig): readonly Explanation[] {
  return Object.entries(business_hours).flatMap(([weekday, openings]) =>
    openings.slice(0, mostOpenings).flatMap((opening, index) => {
      const other = openings.slice(0, index).find((each) => overlap(each, opening));
      if (other === undefined) return [];
      const path = ["business_hours", weekday, index];
      return [warning(path, "hours-overlap", `overlaps with ${other}`, "Make one of the two, or correct the times.")];
    }),
  );
}

/** Both as `09:00-18:00`, so texts compare as times. */
function overlap(a: string, b: string): boolean {
  return a.slice(0, 5) < b.slice(6) && b.slice(0, 5) < a.slice(6);
}

const longestQuietHours = 18;

function contactWarnings({ contact_rules: { quiet_hours, max_per_day, max_per_week } }: TenantConfig) {
  const found: Explanation[] = [];
  const quiet = quiet_hours ? hoursBetween(quiet_hours.from, quiet_hours.to) : 0;
  if (quiet > longestQuietHours)
    found.push(
      warning(
        ["contact_rules", "quiet_hours"],
        "quiet-hours-long",
        `lasts ${Math.round(quiet)} hours of the day`,
        "`from` is when quiet begins and `to` when it ends: exchange them if the hours for messages were meant.",
      ),
    );
  if (max_per_day > max_per_week)
    found.push(
      warning(
        ["contact_rules", "max_per_day"],
        "limit-useless",
        `is ${max_per_day}, more than max_per_week allows in seven days, ${max_per_week}`,
        "Lower it, or raise max_per_week.",
      ),
    );
  return found;
}

function hoursBetween(from: string, to: string): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return ((minutes(to) - minutes(from) + 1_440) % 1_440) / 60;
}

function currencyWarnings({ payments, voice }: TenantConfig): readonly Explanation[] {
  const spoken = voice?.business_logic.pricing_requirements.currency;
  // Without its own entry, voice has the default.
  if (spoken === undefined || spoken === "INR" || spoken === payments.currency) return [];
  return [
    warning(
      ["voice", "business_logic", "pricing_requirements", "currency"],
      "currency-differs",
      `is ${spoken}, but payments.currency is ${payments.currency}, which all prices are in`,
      "Write the same currency in both.",
    ),
  ];
}

function addressWarnings({ channels }: TenantConfig): readonly Explanation[] {
  const first = new Map<string, Path>();
  return addressesOf(channels.input).flatMap(({ id, address, path }) => {
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, path);
      return [];
    }
    const what = `is \`${address}\`, which channels.input[${String(other[2])}] has already`;
    return [warning(path, "address-repeated", what, "Remove one of the two, or correct the address.")];
  });
}

/** A channel's number is that of the account that carries it, where the account names one. */
function numberWarnings({ channels, integrations }: TenantConfig): readonly Explanation[] {
  return channels.input.flatMap((input, index) => {
    const account = integrations.available.find(({ name }) => name === input.provider);
    const own = account?.config.phone_number;
    const address = "phone_number" in input.config ? input.config.phone_number : undefined;
    if (typeof own !== "string" || typeof address !== "string" || own === address) return [];
    return [
      warning(
        ["channels", "input", index, "config", "phone_number"],
        "number-differs",
        `is ${address}, but the account ${input.provider} has ${own}`,
        "Write the same number in both, or give the channel an account of its own.",
      ),
    ];
  });
}

/** A list of holidays that nobody has continued. */
function holidayWarnings({ holidays }: TenantConfig, at: Date): readonly Explanation[] {
  const last = [...holidays].sort().at(-1);
  if (last === undefined || last >= at.toISOString().slice(0, 10)) return [];
  const remedy = "Add the coming holidays, or remove the section.";
  return [warning(["holidays"], "holidays-past", `ends with ${last}, so no day to come is closed`, remedy)];
}

function collectionWarnings({ data_collection }: TenantConfig): readonly Explanation[] {
  if (!data_collection) return [];
  const { detect } = data_collection;
  return (["confirm", "verify"] as const).flatMap((key) =>
    data_collection[key].flatMap((name, index) =>
      detect.includes(name)
        ? []
        : [
            warning(
              ["data_collection", key, index],
              "not-detected",
              `is ${name}, which \`detect\` does not list, so it is never found`,
              `Add ${name} to \`detect\`, or remove it here.`,
            ),
          ],
    ),
  );
}

function greetingWarnings({ channels }: TenantConfig): readonly Explanation[] {
  return channels.input.flatMap((input, index) =>
    input.type === "web_chat" && !input.config.proactive_chat && input.config.proactive.message !== undefined
      ? [
          warning(
            ["channels", "input", index, "config", "proactive", "message"],
            "setting-unused",
            "is never shown, because proactive_chat is false",
            "Write `proactive_chat: true`, or remove the message.",
          ),
        ]
      : [],
  );
}

function warning(path: Path, code: string, what: string, remedy: string): Explanation {
  return { code, path, at: "value", what, remedy };
}
