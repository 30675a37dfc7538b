import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf, textsOf } from "../../json.ts";
import { invalid } from "./errors.ts";

export const statuses = ["new", "open", "pending", "hold", "solved", "closed"] as const;
export type Status = (typeof statuses)[number];
const priorities = ["urgent", "high", "normal", "low"];
const types = ["problem", "incident", "question", "task"];

export interface User {
  readonly id: number;
  name: string;
  email: string | null;
  phone: string | null;
  external_id: string | null;
  role: string;
  readonly created_at: string;
  updated_at: string;
}

export interface Comment {
  readonly id: number;
  readonly author_id: number;
  readonly body: string;
  readonly html_body: string;
  readonly public: boolean;
  readonly created_at: string;
}

export interface DeskTicket {
  readonly id: number;
  /** The fields as given. Fields with a property of their own are read from there. */
  readonly fields: Record<string, unknown>;
  readonly requesterId: number;
  readonly comments: Comment[];
  status: Status;
  readonly createdAt: string;
  updatedAt: string;
}

/** Tickets and users of one account (Zendesk docs, "Tickets", "Users"). */
export interface Desk {
  readonly tickets: Map<number, DeskTicket>;
  readonly users: Map<number, User>;
  createTicket(given: JsonObject): DeskTicket | Answer;
  /** Null on success. */
  changeTicket(ticket: DeskTicket, given: JsonObject): Answer | null;
  saveUser(given: JsonObject): { readonly user: User; readonly created: boolean } | Answer;
  clear(): void;
}

export function desk(now: () => Date): Desk {
  const tickets = new Map<number, DeskTicket>();
  const users = new Map<number, User>();
  let lastId = 35_435;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  const stamp = () =>
    now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
  const agent: User = userOf(1, { name: "Sandbox agent", email: "agent@example.com", role: "agent" });

  function userOf(id: number, given: JsonObject): User {
    const at = stamp();
    return {
      id,
      name: textOf(given.name),
      email: textOf(given.email) || null,
      phone: textOf(given.phone) || null,
      external_id: textOf(given.external_id) || null,
      role: textOf(given.role) || "end-user",
      created_at: at,
      updated_at: at,
    };
  }

  /** Finds users by external id, then by e-mail, as Zendesk's create_or_update does. */
  function saveUser(given: JsonObject): { readonly user: User; readonly created: boolean } | Answer {
    const { name, email, phone, external_id } = given;
    const all = [...users.values()];
    const same = (one: User) => email !== undefined && one.email?.toLowerCase() === textOf(email).toLowerCase();
    const found = all.find((one) => external_id !== undefined && one.external_id === external_id) ?? all.find(same);
    if (!found) {
      if (textOf(name) === "") return invalid("name", "Name: is too short (minimum one characters)", "TooShort");
      if (email !== undefined && !/^\S+@\S+\.\S+$/.test(textOf(email))) {
        return invalid("email", `Email: ${textOf(email)} is not properly formatted`);
      }
      const user = userOf(nextId(), given);
      users.set(user.id, user);
      return { user, created: true };
    }
    if (textOf(name) !== "") found.name = textOf(name);
    if (textOf(email) !== "") found.email = textOf(email);
    if (textOf(phone) !== "") found.phone = textOf(phone);
    if (textOf(external_id) !== "") found.external_id = textOf(external_id);
    found.updated_at = stamp();
    return { user: found, created: false };
  }

  function fieldRefusal(given: JsonObject): Answer | null {
    const { status, priority, type } = given;
    const among = (value: unknown, list: readonly string[]) => value == null || list.includes(textOf(value));
    if (!among(status, statuses)) return invalid("status", `Status: ${status} is not valid`);
    if (!among(priority, priorities)) return invalid("priority", `Priority: ${priority} is not valid`);
    return among(type, types) ? null : invalid("ticket_type", `Type: ${type} is not valid`);
  }

  function comment(ticket: DeskTicket, given: JsonObject, author: number): void {
    const body = textOf(given.body) || textOf(given.html_body).replace(/<[^>]+>/g, "");
    ticket.comments.push({
      id: nextId(),
      author_id: typeof given.author_id === "number" ? given.author_id : author,
      body,
      html_body: textOf(given.html_body) || `<p>${body}</p>`,
      public: given.public !== false,
      created_at: stamp(),
    });
  }

  function createTicket(given: JsonObject): DeskTicket | Answer {
    const first = objectOf(given.comment ?? { body: given.description });
    if (textOf(first.body) === "" && textOf(first.html_body) === "") {
      return invalid("base", "Description: cannot be blank", "BlankValue");
    }
    const refused = fieldRefusal(given);
    if (refused) return refused;
    const requester = requesterOf(given);
    if ("status" in requester) return requester;
    const ticket: DeskTicket = {
      id: nextId(),
      fields: { ...given, tags: tagsOf(given.tags) },
      requesterId: requester.id,
      comments: [],
      status: statusOf(given.status) ?? "new",
      createdAt: stamp(),
      updatedAt: stamp(),
    };
    comment(ticket, first, requester.id);
    tickets.set(ticket.id, ticket);
    return ticket;
  }

  function requesterOf(given: JsonObject): User | Answer {
    if (given.requester_id !== undefined) {
      return users.get(Number(given.requester_id)) ?? invalid("requester", "Requester: is not valid");
    }
    if (!isObject(given.requester)) return agent; // the caller is the requester
    const saved = saveUser(given.requester);
    return "user" in saved
      ? saved.user
      : invalid("requester", "Requester: Name: is too short (minimum one characters)");
  }

  function changeTicket(ticket: DeskTicket, given: JsonObject): Answer | null {
    if (ticket.status === "closed") return invalid("status", "Status: closed prevents ticket update");
    const refused = fieldRefusal(given);
    if (refused) return refused;
    const { comment: added, status, additional_tags, remove_tags, ...fields } = given;
    const tags = new Set([...tagsOf(fields.tags ?? ticket.fields.tags), ...tagsOf(additional_tags)]);
    for (const tag of tagsOf(remove_tags)) tags.delete(tag);
    Object.assign(ticket.fields, fields, { tags: [...tags] });
    if (isObject(added)) comment(ticket, added, agent.id);
    ticket.status = statusOf(status) ?? (isObject(added) && ticket.status === "new" ? "open" : ticket.status);
    ticket.updatedAt = stamp();
    return null;
  }

  users.set(agent.id, agent);
  return {
    tickets,
    users,
    createTicket,
    changeTicket,
    saveUser,
    clear() {
      tickets.clear();
      users.clear();
      users.set(agent.id, agent);
    },
  };
}

const statusOf = (value: unknown): Status | undefined => statuses.find((status) => status === value);
const tagsOf = (value: unknown): readonly string[] => textsOf(listOf(value)).map((tag) => tag.toLowerCase());

export function ticketEntity(ticket: DeskTicket, apiUrl: string): JsonObject {
  const { fields } = ticket;
  return {
    url: `${apiUrl}/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: fields.external_id ?? null,
    via: { channel: "api", source: { from: {}, to: {}, rel: null } },
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    type: fields.type ?? null,
    subject: fields.subject ?? "",
    raw_subject: fields.subject ?? "",
    description: ticket.comments[0]?.body ?? "",
    priority: fields.priority ?? null,
    status: ticket.status,
    recipient: fields.recipient ?? null,
    requester_id: ticket.requesterId,
    submitter_id: fields.submitter_id ?? ticket.requesterId,
    assignee_id: fields.assignee_id ?? null,
    organization_id: null,
    group_id: fields.group_id ?? null,
    collaborator_ids: [],
    follower_ids: [],
    due_at: null,
    tags: fields.tags,
    custom_fields: fields.custom_fields ?? [],
    is_public: ticket.comments[0]?.public ?? true,
    brand_id: fields.brand_id ?? 1,
  };
}
