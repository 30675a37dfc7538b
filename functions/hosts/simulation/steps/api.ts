import { z } from "zod";
import { roles } from "../../../../shared/security/tokens/identity.ts";
import { ExpectationFailed } from "../failure.ts";
import { differences, shownValue } from "../scenario/differences.ts";
import { ScenarioText } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";

const Path = ScenarioText.regex(
  /^\//,
  'must be a path such as "/v1/conversations/{conversation}"\nStart it with a slash.',
);
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const Api = z
  .strictObject({
    GET: Path.optional(),
    POST: Path.optional(),
    PUT: Path.optional(),
    PATCH: Path.optional(),
    DELETE: Path.optional(),
    as: z.literal(roles).default("admin"),
    body: z.unknown().optional(),
    /** Without a status, any success status is accepted. */
    expect: z.strictObject({ status: z.number().int().optional(), body: z.unknown().optional() }).default({}),
    /** Names for parts of the response: `{ link: items.0.url }` sets `{link}` for later steps. */
    save: z.record(z.string().regex(/^\w+$/), ScenarioText).default({}),
  })
  .superRefine((call, { addIssue }) => {
    const given = methods.filter((method) => call[method] !== undefined);
    if (given.length !== 1) addIssue(`has ${given.length} methods\nWrite one of ${methods.join(", ")} and its path.`);
  });

/** Calls the product's API and checks the response. */
export const apiStep = stepKind({
  key: "api",
  form: Api,
  async play({ as, body, expect, save, ...paths }, stage) {
    const method = methods.find((each) => paths[each] !== undefined) ?? "GET";
    const line = `${method} ${paths[method]}`;
    const answer = await stage.api(line, { role: as, ...(body === undefined ? {} : { body }) });
    stage.transcript.add("outside", `${line} ${body === undefined ? "" : shownValue(body)}`, `${as}, ${answer.status}`);
    await stage.product.comeToRest();
    const wrongStatus = expect.status === undefined ? answer.status >= 300 : answer.status !== expect.status;
    const wrong = expect.body === undefined ? [] : differences(expect.body, answer.body);
    if (wrongStatus || wrong.length > 0)
      throw new ExpectationFailed(
        [`${line} responded with ${answer.status}.`, ...wrong, `Body: ${shownValue(answer.body)}`].join(" "),
      );
    for (const [name, place] of Object.entries(save)) stage.names.set(name, String(partOf(answer.body, place)));
  },
});

/** @throws ExpectationFailed if the response has no such part. */
function partOf(body: unknown, place: string): unknown {
  const part = place.split(".").reduce<unknown>((value, key) => Object(value)[key], body);
  if (part === undefined || part === null)
    throw new ExpectationFailed(`The response has no ${place}: ${shownValue(body)}`);
  return part;
}
