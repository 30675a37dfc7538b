import { randomInt } from "node:crypto";
import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../json.ts";
import { badRequest } from "./errors.ts";

/** A payment link (Razorpay docs, "Payment links: entity"). Amounts are in paise, times in seconds. */
export interface RazorpayLink {
  readonly id: string;
  readonly fields: JsonObject;
  readonly amount: number;
  readonly currency: string;
  readonly referenceId: string;
  readonly expireBy: number;
  readonly createdAt: number;
  updatedAt: number;
  status: "created" | "paid" | "cancelled" | "expired";
  cancelledAt: number;
  expiredAt: number;
  orderId: string | null;
  payments: readonly JsonObject[];
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export const newId = (prefix: string): string =>
  `${prefix}_${Array.from({ length: 14 }, () => letters[randomInt(letters.length)]).join("")}`;

export const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1_000);

const known = `amount currency accept_partial first_min_partial_amount description customer notify reminder_enable notes
  callback_url callback_method expire_by reference_id upi_link options reminders`.split(/\s+/);
const minimumExpirySeconds = 15 * 60;

/**
 * Razorpay's error for an invalid link, or null if it is valid. `taken` holds the reference ids of all links ever
 * created.
 */
export function linkRefusal(body: JsonObject, taken: ReadonlySet<string>, now: Date): Answer | null {
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (unknown.length > 0) return badRequest(`${unknown.join(", ")} is/are not required and should not be sent`);
  const { amount, currency = "INR", expire_by, reference_id, description, callback_url, callback_method } = body;
  if (amount === undefined || amount === null) return badRequest("The amount field is required.", "amount");
  if (!Number.isInteger(amount)) return badRequest("The amount must be an integer.", "amount");
  if (Number(amount) < 100) return badRequest("The amount must be atleast INR 1.00", "amount");
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
    return badRequest("Currency is not supported", "currency");
  }
  if (expire_by !== undefined && expire_by !== null) {
    if (!Number.isInteger(expire_by)) return badRequest("expire_by must be an integer.", "expire_by");
    if (expire_by !== 0 && Number(expire_by) < secondsOf(now) + minimumExpirySeconds) {
      return badRequest("expire_by should be at least 15 minutes after current time.", "expire_by");
    }
  }
  if (textOf(reference_id).length > 40) {
    return badRequest("reference_id: the length must be no more than 40.", "reference_id");
  }
  if (textOf(description).length > 2_048) {
    return badRequest("description: the length must be no more than 2048.", "description");
  }
  if (callback_url !== undefined && callback_method !== "get") {
    return badRequest("The callback method must be get.", "callback_method");
  }
  return customerRefusal(body) ?? referenceRefusal(textOf(reference_id), taken);
}

function customerRefusal(body: JsonObject): Answer | null {
  const { contact, email } = objectOf(body.customer);
  if (contact !== undefined && !/^\+?\d{8,15}$/.test(textOf(contact).replace(/[ -]/g, ""))) {
    return badRequest("Contact number should be at least 8 digits, including country code", "contact");
  }
  if (email !== undefined && !/^\S+@\S+\.\S+$/.test(textOf(email))) {
    return badRequest("The email must be a valid email address.", "email");
  }
  const notes = isObject(body.notes) ? Object.values(body.notes) : [];
  if (notes.length > 15) return badRequest("Number of fields in notes should be less than or equal to 15", "notes");
  return notes.some((note) => String(note).length > 512)
    ? badRequest("The length of a note should be less than or equal to 512", "notes")
    : null;
}

function referenceRefusal(referenceId: string, taken: ReadonlySet<string>): Answer | null {
  if (referenceId === "" || !taken.has(referenceId)) return null;
  return badRequest(
    `payment link with given reference_id: ${referenceId} already exists. ` +
      "Please create a payment link with a different reference_id",
  );
}

export function newLink(body: JsonObject, now: Date): RazorpayLink {
  const { amount, currency, reference_id, expire_by } = body;
  return {
    id: newId("plink"),
    fields: body,
    amount: Number(amount),
    currency: textOf(currency) || "INR",
    referenceId: textOf(reference_id),
    expireBy: Number(expire_by ?? 0),
    createdAt: secondsOf(now),
    updatedAt: secondsOf(now),
    status: "created",
    cancelledAt: 0,
    expiredAt: 0,
    orderId: null,
    payments: [],
  };
}

export function linkEntity(link: RazorpayLink, publicUrl: string): JsonObject {
  const { fields } = link;
  return {
    accept_partial: fields.accept_partial ?? false,
    amount: link.amount,
    amount_paid: link.status === "paid" ? link.amount : 0,
    callback_method: fields.callback_method ?? "",
    callback_url: fields.callback_url ?? "",
    cancelled_at: link.cancelledAt,
    created_at: link.createdAt,
    currency: link.currency,
    customer: fields.customer ?? {},
    description: fields.description ?? "",
    expire_by: link.expireBy,
    expired_at: link.expiredAt,
    first_min_partial_amount: fields.first_min_partial_amount ?? 0,
    id: link.id,
    notes: fields.notes ?? null,
    notify: { email: false, sms: false, whatsapp: false, ...objectOf(fields.notify) },
    ...(link.orderId === null ? {} : { order_id: link.orderId }),
    payments: link.payments.length === 0 ? null : link.payments,
    reference_id: link.referenceId,
    reminder_enable: fields.reminder_enable ?? false,
    reminders: [],
    short_url: `${publicUrl}/razorpay/i/${link.id}`,
    status: link.status,
    updated_at: link.updatedAt,
    upi_link: fields.upi_link ?? false,
    user_id: "",
    whatsapp_link: false,
  };
}
