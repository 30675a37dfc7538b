import type { GenerationInput } from "../input.ts";
import { type GeneratedPart, type Placement, valueAt } from "../placement.ts";
import { secret } from "../registry.ts";

/** The addresses that customers write to. Channels that the base has stay. */
export function channelsPart({ base, channels }: GenerationInput): GeneratedPart {
  const given = valueAt(base, ["channels", "input"]);
  const inputs: readonly unknown[] = Array.isArray(given) ? given : [];
  const outputs = valueAt(base, ["channels", "output"]);
  const outputTypes = (Array.isArray(outputs) ? outputs : []).map((output) => valueAt(output, ["type"]));
  const added = channels.filter(
    ({ phoneNumber }) => !inputs.some((input) => valueAt(input, ["config", "phone_number"]) === phoneNumber),
  );
  const accounts = valueAt(base, ["integrations", "available"]);
  const known = (Array.isArray(accounts) ? accounts : []).map((account) => valueAt(account, ["name"]));
  const needed = [...new Map(added.map((channel) => [`twilio_${channel.type}`, channel.phoneNumber]))];
  return {
    placements: [
      ...needed
        .filter(([name]) => !known.includes(name))
        .map(
          ([name, number], at): Placement => ({
            path: ["integrations", "available", known.length + at],
            value: {
              name,
              type: "messaging",
              config: {
                account_sid: secret("TWILIO_ACCOUNT_SID"),
                auth_token: secret("TWILIO_AUTH_TOKEN"),
                phone_number: number,
              },
            },
            serves: [],
          }),
        ),
      ...added.map(
        ({ type, phoneNumber }, at): Placement => ({
          path: ["channels", "input", inputs.length + at],
          value: { type, enabled: true, config: { phone_number: phoneNumber } },
          serves: [],
        }),
      ),
      ...[...new Set(added.map(({ type }) => type))]
        .filter((type) => !outputTypes.includes(type))
        .map(
          (type, at): Placement => ({
            path: ["channels", "output", outputTypes.length + at],
            value: { type },
            serves: [],
          }),
        ),
    ],
  };
}
