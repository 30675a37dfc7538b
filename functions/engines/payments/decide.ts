import { type FilledText, fillText } from "../../../shared/channels/templates/fill-text.ts";
import {
  messageRequested,
  type PaymentNeedsPerson,
  type PaymentReported,
  type PaymentRequested,
  paymentCheckDue,
  paymentNeedsPerson,
  paymentNotMade,
  paymentSettled,
  textContent,
} from "../../../shared/events/index.ts";
import { amountText } from "../../../shared/payments/amount.ts";
import { describeLines } from "../../../shared/payments/catalogue.ts";
import { type Decision, type NewEvent, type NewTask, newEvent } from "../../../shared/runtime/step.ts";
import { afterReport, type Payment, unknownPayment } from "./payment.ts";
import { type PaymentPhrases, paymentPhrasesFor } from "./phrases.ts";

/** Opens a payment with its request and applies reports that arrived earlier. */
export function openWithRequest(before: Payment | undefined, request: PaymentRequested, now: Date): Decision<Payment> {
  const at = now.toISOString();
  const known = before ?? unknownPayment(request.paymentId, at);
  const start: Payment = { ...known, request, early: [], updatedAt: at };
  const payment = known.early.reduce(afterReport, start);
  return {
    document: payment,
    publish: consequences(start, payment, now),
    schedule: payment.status === "requested" && request.link ? [checkTask(payment.id, 1, now)] : [],
  };
}

/** Applies a report; undefined if it changes nothing because it is a repeat or too late. */
export function applyReport(
  before: Payment | undefined,
  report: PaymentReported,
  now: Date,
): Decision<Payment> | undefined {
  const known = before ?? unknownPayment(report.paymentId, now.toISOString());
  const payment = afterReport(known, report);
  if (payment === known) return undefined;
  return { document: payment, publish: consequences(known, payment, now) };
}

/** Delays before each status check, in seconds, from the request or the previous check. The last one repeats. */
const checkAfterSeconds = [300, 900, 3_600, 4 * 3_600, 12 * 3_600];

export function checkTask(paymentId: string, attempt: number, now: Date): NewTask {
  const seconds = checkAfterSeconds[attempt - 1] ?? checkAfterSeconds.at(-1) ?? 0;
  return {
    ...newEvent(paymentCheckDue, paymentId, { paymentId, attempt }),
    name: `payment-check-${paymentId}-${attempt}`,
    at: new Date(now.getTime() + seconds * 1_000),
  };
}

/** Events for other engines and the message to the customer, once per status change. */
function consequences(before: Payment, after: Payment, now: Date): NewEvent[] {
  const { request } = after;
  if (!request) return [];
  const attention = [...partialRefund(before, after, request, now), ...dispute(before, after, request, now)];
  if (after.status === before.status) return [...attention, ...failedAttempt(before, after, request)];
  const phrases = paymentPhrasesFor(request.language);
  const text = messageFor(after, request, phrases);
  const { paymentId, conversationId, customerId, lines, currency } = request;
  const settled =
    after.status === "paid" || after.status === "refunded"
      ? [
          newEvent(paymentSettled, conversationId, {
            paymentId,
            status: after.status,
            conversationId,
            customerId,
            lines,
            amountMinor: after.status === "paid" ? after.paidMinor : after.refundedMinor,
            currency,
            at: now.toISOString(),
          }),
        ]
      : notMade(after.status, request);
  return [...settled, ...(text === undefined ? [] : [requestMessage(request, after.status, text)]), ...attention];
}

/** A new failure of an attempt. The customer may try again. */
function failedAttempt(before: Payment, after: Payment, request: PaymentRequested): NewEvent[] {
  return after.lastFailure === null || after.lastFailure === before.lastFailure ? [] : notMade("failed", request);
}

function notMade(status: Payment["status"] | "failed", request: PaymentRequested): NewEvent[] {
  if (status !== "failed" && status !== "expired" && status !== "cancelled") return [];
  const { paymentId, conversationId, customerId, amountMinor, currency } = request;
  const data = { paymentId, status, conversationId, customerId, amountMinor, currency };
  return [newEvent(paymentNotMade, conversationId, data)];
}

/** The customer hears of the money, and a person looks at what the rest of it is for. */
function partialRefund(before: Payment, after: Payment, request: PaymentRequested, now: Date): NewEvent[] {
  const amountMinor = after.refundedMinor - before.refundedMinor;
  if (amountMinor <= 0 || after.status === "refunded") return [];
  const amount = amountText(amountMinor, request.currency);
  const said = paymentPhrasesFor(request.language).refunded(amount, describeLines(request.lines));
  return [
    requestMessage(request, `refunded-${after.refundedMinor}`, said),
    needsPerson(request, { kind: "partial-refund", amountMinor, detail: null, at: now.toISOString() }),
  ];
}

function dispute(before: Payment, after: Payment, request: PaymentRequested, now: Date): NewEvent[] {
  if (!after.dispute || after.dispute === before.dispute) return [];
  const { amountMinor, detail } = after.dispute;
  return [needsPerson(request, { kind: "dispute", amountMinor, detail, at: now.toISOString() })];
}

function needsPerson(
  { paymentId, conversationId, customerId, lines, currency }: PaymentRequested,
  about: Pick<PaymentNeedsPerson, "kind" | "amountMinor" | "detail" | "at">,
): NewEvent {
  return newEvent(paymentNeedsPerson, conversationId, {
    paymentId,
    conversationId,
    customerId,
    lines,
    currency,
    ...about,
  });
}

/** The tenant's own words for money that came in; undefined where there are none. */
export function ownPaidText(payment: Payment, request: PaymentRequested): FilledText | undefined {
  const { paidMessage, recipient, lines, currency, clientName = null } = request;
  if (paidMessage === null) return undefined;
  const amount = amountText(payment.paidMinor, currency);
  return fillText(paidMessage, {
    amount,
    items: describeLines(lines),
    customer_name: recipient.name,
    client_name: clientName,
  });
}

function messageFor(payment: Payment, request: PaymentRequested, phrases: PaymentPhrases): string | undefined {
  const items = describeLines(request.lines);
  if (payment.status === "paid") {
    const amount = amountText(payment.paidMinor, request.currency);
    const { text = "", unknown = [] } = ownPaidText(payment, request) ?? {};
    return text === "" || unknown.length > 0 ? phrases.paid(amount, items) : text;
  }
  if (payment.status === "refunded")
    return phrases.refunded(amountText(payment.refundedMinor, request.currency), items);
  if (payment.status === "expired") return phrases.expired(items);
  return undefined;
}

function requestMessage(
  { paymentId, conversationId, recipient, config }: PaymentRequested,
  status: string,
  text: string,
): NewEvent {
  return newEvent(messageRequested, conversationId, {
    requestId: `payment-${paymentId}-${status}`,
    origin: { kind: "payment", id: paymentId },
    purpose: "transactional",
    conversationId,
    recipient,
    content: textContent(text),
    template: null,
    unlessWrittenSince: null,
    configName: config.name,
  });
}
