import { m } from "#messages";
import { ScrollRegion } from "../../../components/scroll-region.tsx";
import { Status } from "../../../components/status.tsx";
import { seconds } from "./seconds.ts";
import type { InspectedTurn } from "./use-draft-chat.ts";

type Shown = NonNullable<InspectedTurn["shown"]>[number];

/** Everything that models were shown for a turn, request by request. */
export function ShownToModel({ shown }: Pick<InspectedTurn, "shown">) {
  return (
    <section>
      <h3>{m.turn_shown()}</h3>
      {shown === null && <p className="quiet">{m.turn_shown_gone()}</p>}
      {shown?.length === 0 && <p className="quiet">{m.turn_shown_nothing()}</p>}
      {shown?.map((request, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: requests of a turn keep their order.
        <details key={index} className="shown-request">
          <summary>
            {request.model === ""
              ? m.turn_request_failed({ number: index + 1 })
              : m.turn_request({ number: index + 1, model: request.model })}{" "}
            <span className="quiet">
              {seconds(request.ms)} · {m.turn_tokens({ input: request.input_tokens, output: request.output_tokens })}
            </span>{" "}
            {request.refused !== null && <Status tone="warning">{m.turn_refused({ reason: request.refused })}</Status>}
          </summary>
          <Text label={m.turn_system()} text={request.system} />
          {request.messages.map(({ role, parts }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages keep their order.
            <Text key={at} label={role === "user" ? m.turn_user() : m.turn_model()} text={textOf(parts)} />
          ))}
          {request.tools.length > 0 && (
            <Text
              label={m.turn_offered()}
              text={request.tools.map(({ name, description }) => `${name}: ${description}`).join("\n")}
            />
          )}
          {request.reply.length > 0 && <Text label={m.turn_answered()} text={textOf(request.reply)} />}
        </details>
      ))}
    </section>
  );
}

function textOf(parts: Shown["reply"]): string {
  return parts.map(({ text, name }) => (name === null ? text : `${name}(${text})`)).join("\n");
}

function Text({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <p className="quiet">{label}</p>
      <ScrollRegion label={label}>
        <pre>{text}</pre>
      </ScrollRegion>
    </>
  );
}
