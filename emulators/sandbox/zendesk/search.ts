import { textsOf } from "../../json.ts";
import { type DeskTicket, statuses, type User } from "./desk.ts";

const order: readonly string[] = statuses;

/**
 * The part of Zendesk's search syntax for tickets: `type:ticket`, `external_id:`, `status:` and `status<`, `tags:`,
 * `requester:`, and words of the subject or a comment. Values may be quoted (docs, "Search reference").
 */
export function searchTickets(
  query: string,
  tickets: Iterable<DeskTicket>,
  users: ReadonlyMap<number, User>,
): readonly DeskTicket[] {
  const terms = [...query.matchAll(/(?:(-?\w+)([:<>])?)?(?:"([^"]*)"|([^\s"]+))?/g)]
    .filter(([all]) => all !== "")
    .map(([all, name, operator, quoted, bare]) =>
      operator === undefined
        ? { name: "", operator: "", value: all.replaceAll('"', "") }
        : { name, operator, value: quoted ?? bare ?? "" },
    );
  const fits = (ticket: DeskTicket) =>
    terms.every(({ name = "", operator, value }) => {
      if (name === "type") return value === "ticket";
      if (name === "external_id") return ticket.fields.external_id === value;
      if (name === "tags") return textsOf(ticket.fields.tags).includes(value);
      if (name === "requester") return users.get(ticket.requesterId)?.email === value;
      if (name === "status") {
        const [is, asked] = [ticket.status, value].map((status) => order.indexOf(status));
        if (is === undefined || asked === undefined) return false;
        if (operator === ":") return is === asked;
        return operator === "<" ? is < asked : is > asked;
      }
      const text = [ticket.fields.subject, ...ticket.comments.map(({ body }) => body)].join(" ").toLowerCase();
      return text.includes(value.toLowerCase());
    });
  return [...tickets].filter(fits);
}
